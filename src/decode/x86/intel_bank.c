// SPDX-License-Identifier: GPL-2.0-or-later
/* The walker of the model tables: from a bank's registers to words and coordinates. */
#include "decode/x86/intel_tables.h"

enum { CCCC_NONE = 0xf, CHANNELS_PER_IMH = 8, IMH_APICID_BIT = 2 };

const struct intel_model *intel_model_find(const struct intel_model *models, size_t n,
					   const struct x86_mce *m)
{
	for (size_t i = 0; i < n; i++) {
		const struct intel_model *w = &models[i];

		if (w->family == m->family && m->model >= w->model_first &&
		    m->model <= w->model_last && m->stepping >= w->stepping_first &&
		    m->stepping <= w->stepping_last)
			return w;
	}
	return NULL;
}

const struct intel_bank *intel_bank(const struct intel_model *model, const struct x86_mce *m)
{
	if (!model || !model->banks)
		return NULL;
	for (size_t i = 0; i < model->banks->n; i++) {
		const struct intel_bank *b = &model->banks->rows[i];

		if (m->bank >= b->first && m->bank <= b->last)
			return b;
	}
	return NULL;
}

void intel_bank_words(const struct intel_bank *bank, uint64_t status, struct ras_text *t)
{
	for (size_t i = 0; i < bank->nfields; i++) {
		const struct intel_field *f = &bank->fields[i];
		const char *text;

		if (((status & f->mask) == f->value) == f->unless)
			continue;
		if (f->bits) {
			ras_bits_text(t, f->bits, f->n, status, ", ");
			continue;
		}
		text = ras_code_text(f->codes, f->n, (uint32_t)ras_bits(status, f->hi, f->lo));
		if (text) {
			ras_text_sep(t, ", ");
			ras_text_puts(t, text);
		}
	}
}

bool intel_is_memory(uint64_t status)
{
	/* Bit 9 tells extended memory from memory. */
	return (status & INTEL_MEMORY_MASK & ~0x200ULL) == INTEL_MEMORY;
}

static unsigned int top_bit(uint64_t v)
{
	unsigned int n = 0;

	while (v >>= 1)
		n++;
	return n;
}

static void place(const struct intel_place *p, const struct x86_mce *m, struct ras_text *t)
{
	uint64_t reg = p->reg == INTEL_MISC ? m->misc : m->status;
	uint64_t v = ras_bits(reg, p->hi, p->lo);
	const char *word = NULL;

	if (p->reg == INTEL_MISC && !(m->status & MCI_STATUS_MISCV))
		return;
	if ((m->status & p->status_mask) != p->status_value ||
	    (m->misc & p->misc_mask) != p->misc_value)
		return;
	if (p->top && reg & RAS_BIT(p->top))
		v |= RAS_BIT(p->hi - p->lo + 1);
	v <<= p->left;
	if (p->form == INTEL_TOP_BIT) {
		if (!v)
			return;
		v = top_bit(v);
	}
	if (p->form == INTEL_WORD) {
		word = ras_code_text(p->words, p->nwords, (uint32_t)v);
		if (!word)
			return;
	}
	ras_text_sep(t, " ");
	ras_text_add(t, "%s=", p->key);
	if (word)
		ras_text_puts(t, word);
	else if (p->form == INTEL_HEX)
		ras_text_hex(t, v, 1);
	else
		ras_text_u64(t, v);
}

static void layout(const struct intel_layout *l, const struct x86_mce *m, struct ras_text *t)
{
	uint16_t mscod = MSCOD(m->status);

	if (((m->status & l->mask) == l->value) == l->unless)
		return;
	if (l->skip_last && mscod >= l->skip_first && mscod <= l->skip_last)
		return;
	for (size_t i = 0; i < l->n; i++)
		place(&l->places[i], m, t);
}

static void number(struct ras_text *t, const char *key, unsigned int v)
{
	ras_text_sep(t, " ");
	ras_text_add(t, "%s=%u", key, v);
}

static void channel(const struct intel_bank *b, const struct x86_mce *m, struct ras_text *t)
{
	unsigned int cccc = (unsigned int)(m->status & 0xf), nth = m->bank - b->first;
	unsigned int imh = b->flags & INTEL_IMH ? m->apicid >> IMH_APICID_BIT & 1 : 0;

	if (b->flags & (INTEL_MC | INTEL_MC_BANK))
		number(t, "memory_controller", b->mc + (b->flags & INTEL_MC_BANK ? nth : 0));
	if (b->flags & INTEL_CHANNEL_BANK)
		number(t, "memory_channel", b->channel + nth + imh * CHANNELS_PER_IMH);
	else if (b->flags & INTEL_CHANNEL_CODE && cccc != CCCC_NONE)
		number(t, "memory_channel", b->channel + cccc);
}

void intel_bank_place(const struct intel_bank *bank, const struct x86_mce *m, struct ras_text *t)
{
	if (bank->flags & INTEL_IMH)
		number(t, "imh", m->apicid >> IMH_APICID_BIT & 1);
	if (intel_is_memory(m->status))
		channel(bank, m, t);
	if (bank->layout)
		layout(bank->layout, m, t);
}
