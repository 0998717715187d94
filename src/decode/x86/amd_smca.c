// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD Scalable MCA: which block a bank is, where it is, what its syndrome registers say. */
#include "decode/x86/amd_smca.h"

#include "decode/x86/amd.h"

/* PPR for family 17h models 00h-0Fh (54945), MCA_IPID; Linux drivers/edac/amd64_edac.c. */
#define IPID_INSTANCE(V)    ((uint32_t)ras_bits((V), 31, 0))
#define IPID_HWID(V)        ((unsigned int)ras_bits((V), 43, 32))
#define IPID_INSTANCE_HI(V) ((unsigned int)ras_bits((V), 47, 44))
#define IPID_MCATYPE(V)     ((unsigned int)ras_bits((V), 63, 48))

/* Each of these writes one value of mc_location; a row says how a block uses them. */
static void instance(const struct amd_record *a, struct ras_text *t)
{
	ras_text_add(t, "node=%u,instance=", IPID_INSTANCE_HI(a->m->ipid));
	ras_text_hex(t, IPID_INSTANCE(a->m->ipid), 8);
}

static void core(const struct amd_record *a, struct ras_text *t)
{
	ras_text_add(t, "core_of_cpu=%u", a->m->cpu);
}

static void complex_of_cores(const struct amd_record *a, struct ras_text *t)
{
	ras_text_add(t, "ccx_of_cpu=%u", a->m->cpu);
}

/* amd64_edac.c, umc_get_err_info(): the chip select is MCA_SYND[2:0], of DRAM ECC errors. */
static void umc(const struct amd_record *a, struct ras_text *t)
{
	unsigned int node = IPID_INSTANCE_HI(a->m->ipid);
	int csrow = -1;

	if (a->status & MCI_STATUS_SYNDV)
		csrow = (int)ras_bits(a->m->synd, 2, 0);
	ras_text_add(t, "memory_channel=%u", IPID_INSTANCE(a->m->ipid) >> 20);
	if (!a->xec)
		ras_text_add(t, ",csrow=%d", csrow);
	/* Behind what 0.8.x writes, and only where the first node is not meant. */
	if (node)
		ras_text_add(t, ",node=%u", node);
}

/*
 * amd64_edac.c, gpu_get_err_info(): PHY p has instances 2p (channels 0 to 3) and 2p + 1 (4 to 7);
 * 0.8.x shows the PHY as csrow.
 */
static void umc_hbm(const struct amd_record *a, struct ras_text *t)
{
	unsigned int inst = IPID_INSTANCE(a->m->ipid) >> 20;
	unsigned int channel = (unsigned int)ras_bits(a->m->ipid, 15, 12);

	ras_text_add(t, "memory_channel=%u,csrow=%u,node=%u", channel + inst % 2 * 4, inst / 2,
		     IPID_INSTANCE_HI(a->m->ipid));
}

/* MI300A: InstanceIdHi counts four a die; 0.8.x shows the die only. */
static void umc_apu(const struct amd_record *a, struct ras_text *t)
{
	ras_text_add(t, "memory_die_id=%u", IPID_INSTANCE_HI(a->m->ipid) / 4);
}

static const struct {
	void (*put)(const struct amd_record *a, struct ras_text *t);
	bool normalized; /* MCA_ADDR is of the memory controller, not of the system */
} places[] = {
	[AMD_PLACE_INSTANCE] = { instance, false },
	[AMD_PLACE_CORE] = { core, false },
	[AMD_PLACE_CCX] = { complex_of_cores, false },
	[AMD_PLACE_UMC] = { umc, true },
	[AMD_PLACE_UMC_HBM] = { umc_hbm, true },
	[AMD_PLACE_UMC_APU] = { umc_apu, true },
};

/*
 * MCA_SYND: 63:32 syndrome, of which 23:18 gives the length in bits; 26:24 severity of the error it
 * belongs to; 17:0 error information. PPR for family 17h models 00h-0Fh (54945), MCA_SYND.
 */
static void syndrome(const struct amd_record *a, struct ras_text *t)
{
	static const char *const priority[8] = {
		"none", "reserved", "corrected", "deferred", "uncorrected", "fatal", "reserved",
		"reserved",
	};
	uint64_t synd = a->m->synd;
	unsigned int length = (unsigned int)ras_bits(synd, 23, 18);

	if (!(a->status & MCI_STATUS_SYNDV))
		return;
	ras_text_sep(t, " ");
	if (length > 32)
		length = 32;
	if (length) {
		ras_text_puts(t, "Syndrome=");
		ras_text_hex(t, ras_bits(synd, 31 + length, 32), 1);
		ras_text_add(t, "/%u ", length);
	}
	ras_text_puts(t, "ErrorInformation=");
	ras_text_hex(t, ras_bits(synd, 17, 0), 1);
	ras_text_add(t, " ErrorPriority=%s", priority[ras_bits(synd, 26, 24)]);
}

/*
 * MCA_SYND1 and MCA_SYND2 hold 16 bytes of text where MCA_CONFIG[9] says so, which no record
 * carries: taken for text only when every byte can be.
 */
static void fru_text(const struct amd_record *a, struct ras_text *t)
{
	const uint64_t half[2] = { a->m->synd1, a->m->synd2 };
	char text[17] = "";
	size_t len = 0;

	if (!a->m->have_synd12 || !(a->status & MCI_STATUS_SYNDV))
		return;
	for (unsigned int i = 0; i < 16; i++) {
		unsigned int c = (unsigned int)(half[i / 8] >> (i % 8 * 8)) & 0xff;

		if (c && (c < 0x20 || c > 0x7e))
			return;
		text[i] = (char)c;
	}
	while (text[len])
		len++;
	if (!len)
		return;
	ras_text_sep(t, ",");
	ras_text_puts(t, "fru_text=");
	ras_text_putn(t, text, len);
}

void amd_smca_decode(const struct amd_record *a, struct x86_mce_report *r)
{
	const struct x86_mce *m = a->m;
	unsigned int hwid = IPID_HWID(m->ipid), mcatype = IPID_MCATYPE(m->ipid);
	const struct amd_block *b = amd_smca_block(hwid, mcatype, m->family, m->model);
	const char *text = b ? ras_code_text(b->codes, b->ncodes, a->xec) : NULL;

	if (b)
		ras_text_puts(&r->bank_name, b->name);
	else
		ras_text_add(&r->bank_name, "Unknown block (HWID 0x%x, McaType 0x%x)", hwid,
			     mcatype);
	if (text)
		ras_text_add(&r->mcastatus_msg, "%s. ", text);
	ras_text_add(&r->mcastatus_msg, "Ext Err Code: %u ", a->xec);
	places[b ? b->place : AMD_PLACE_INSTANCE].put(a, &r->mc_location);
	if (b && places[b->place].normalized && r->address != X86_ADDR_NONE)
		r->address = X86_ADDR_NORMALIZED;
	syndrome(a, &r->mcistatus_msg);
	fru_text(a, &r->mc_location);
}
