// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The journal's message of each event class: its ID, and for people what it means and what to do.
 */
#include "export/message.h"

#include <string.h>

#define CXL "A CXL memory device reported this. "
#define VENDOR                                                                                     \
	"Firmware reported an error in a form of the vendor's own. RAS_ERR_SEVERITY or "           \
	"RAS_SEVERITY says how grave it is; give the vendor the registers of this entry."

/* IDs are random (systemd-id128 new) and never change: programs look for them. */
static const struct ras_message messages[] = {
	{ "mc_event", "5bcc2c6e20d042db93e422f97213524c",
	  "Memory error: @RAS_ERR_TYPE@ on @RAS_LABEL@",
	  "The memory controller reported an error. A single corrected error needs no action."
	  " If they come again from one module (ras-mc-ctl --error-count), plan to replace "
	  "it. An uncorrected error has lost data: replace the module named above. If no "
	  "label is shown, give the slots names with ras-mc-ctl --register-labels." },
	{ "aer_event", "00fc822b179e445681a86dbece4b5535",
	  "PCIe error of @RAS_DEV_NAME@: @RAS_ERR_TYPE@",
	  "A PCIe device or the link to it reported an error. Many corrected errors of one "
	  "device point to a badly seated card, a bad riser or cable, or power saving of the "
	  "link. After an uncorrected error, look at what its driver logged, reseat the card "
	  "and update its firmware; replace it if errors come again." },
	{ "memory_failure_event", "cef3fc4680994a0792ace22677177b86",
	  "Memory page lost: page frame @RAS_PFN@, @RAS_ACTION_RESULT@",
	  "The kernel took a page out of use whose data are lost. Recovered: nothing more to "
	  "do now. Delayed: it acts when the page is used next. Ignored or Failed: the page "
	  "may still be used; restart the machine at a good time. Look for the memory error "
	  "at the same time, and replace that module if this happens again." },
	{ "mce_record", "2e8e48d22aba451cbadec3e447324ba5",
	  "Machine check on CPU @RAS_CPU@, @RAS_BANK_NAME@: @RAS_ERROR_MSG@",
	  "A CPU reported an error. Look at RAS_ORIGIN first: if a virtual machine monitor "
	  "made the record, the fault is the host's, and no part of this machine is to blame."
	  " Corrected: no action unless they come again from one bank. Deferred: data are bad"
	  " but not used yet; expect a memory failure. Uncorrected or fatal: data are lost; "
	  "find the part by RAS_BANK_NAME and RAS_MC_LOCATION, and replace it if this happens"
	  " again." },
	{ "s390_mchk", "bea84a499489499eb491d4a57126fc1e",
	  "Machine check of an s390 guest: @RAS_MEANING@",
	  "A guest got, or was to get, a machine check. RAS_CONSEQUENCE says what Linux in it"
	  " does: if it stops, restart the guest; if a task is killed, look at the guest's "
	  "log. Errors of the machine itself are reported by the hypervisor and on the HMC." },
	{ "s390_crw", "91050e1bb1b146d2a3c49fd7364de827", "Channel report: @RAS_MEANING@",
	  "The channel subsystem reported a change. Devices that come and go are reported "
	  "this way, too, and need no action. After an overflow some reports are lost: "
	  "compare lscss with what should be there." },
	{ "s390_counter", "fa7ce7b4a2be408ea9717e4d232bf85d",
	  "Machine checks without an event: @RAS_COUNTER@ rose by @RAS_RISE@",
	  "The kernel counted machine checks of which no event tells. Look at the log of the HMC "
	  "or of the hypervisor at that time." },
	{ "lost_events", "3a10031c7a304a09ad4bf170285efe8a", "@RAS_COUNT@ events were lost",
	  "More events came than could be taken, or they could not be stored. ras-mc-ctl "
	  "--health says whether this goes on and why. What was lost is no longer known; look"
	  " at the kernel's log of that time." },
	{ "ras_action", "01ea56a00925454fbbd51e29ff88ec9d",
	  "@RAS_ACTOR@: @RAS_ACTION@ @RAS_TARGET@",
	  "The daemon acted, or decided not to, as the configuration says "
	  "(rasdaemon.conf(5)). RAS_REASON tells why, RAS_ANSWER what came of it. No action "
	  "is needed unless the answer is a failure." },
	{ "marker", "0dd52c56273e42a99778921c53846ec4", "Marker: @RAS_TEXT@",
	  "Somebody wrote this to the trace marker, or ran rasdaemon --self-test. No action "
	  "is needed." },
	{ "vmm_event", "d3f6a4f8908f4a3ba82b52c4d2d63cdf",
	  "Virtual machine @RAS_VM_NAME@: @RAS_EVENT@",
	  "A virtual machine monitor told of an event of its virtual machine. MEMORY_FAILURE:"
	  " memory of the host failed; look for the memory failure on the host at the same "
	  "time. A guest that panicked or was reset: look at its own log and database." },
	{ "extlog_event", "a44e744dd8f440fd8e093a0ecc6848b7", "Memory error reported by firmware",
	  "Firmware logged a memory error. RAS_FRU_TEXT names the module if firmware knows "
	  "it. A single corrected error needs no action; replace the module if they come "
	  "again, or after an uncorrected one." },
	{ "arm_event", "917c01961e5d4225ac2be1393ebf5d31",
	  "Processor error of CPU @RAS_MPIDR@: @RAS_ERROR_TYPE@",
	  "Firmware reported an error of an ARM CPU. Corrected errors need no action unless "
	  "they come again from one CPU: then have that CPU replaced. CPU_ISOLATION_ENABLE "
	  "takes such a CPU offline." },
	{ "non_standard_event", "df5033914d404a959c09f0488b8419b9",
	  "Hardware error in a form of the vendor's own: @RAS_SEVERITY@",
	  "Firmware reported an error that only its vendor can explain. Give the vendor "
	  "RAS_SEC_TYPE and RAS_ERROR." },
	{ "devlink_event", "552c8f6d533048a9a0a231173b62ece7",
	  "Network device @RAS_DEV_NAME@: @RAS_MSG@",
	  "A driver reported a fault of its device. Look at 'devlink health show'; update "
	  "driver and firmware; look at the link partner when transmissions time out." },
	{ "disk_errors", "f9fd124fb243465192cc55a015a74532", "Disk error on @RAS_DEV@: @RAS_ERROR@",
	  "A request to a disk failed. Medium errors announce the disk's end: save the data "
	  "and look at smartctl -a. Transport errors point to cables and controllers; "
	  "timeouts to either." },
	{ "signal_event", "0ce2df81ee4747b9bda84d07d8dc0186",
	  "Task @RAS_COMM@ was told of lost memory",
	  "The kernel sent SIGBUS to a task whose memory was lost. Most tasks end by it: "
	  "start it again. Look for the memory failure at the same time." },
	{ "reri_event", "5cb563ce41d347109ebf775f39aaf9d6",
	  "Hardware error reported by RISC-V RERI",
	  "A RISC-V error record was reported. Corrected: no action unless they come again "
	  "from one source. Uncorrected: have the part named by RAS_ERR_SRC_ID looked at." },
	{ "cxl_poison_event", "b462972b8fce49648502936e3e428ed2",
	  "Poisoned CXL memory: @RAS_MEMDEV@",
	  CXL "Data at this address are lost. Write the range anew or clear the poison with the "
	      "cxl tool; replace the device if poison comes again." },
	{ "cxl_aer_ue_event", "f85b07a434764f0ea7d4ad3ee1e1f470",
	  "Uncorrected CXL protocol error: @RAS_MEMDEV@",
	  CXL "The link failed in a way that could not be repaired. Reseat the device and update "
	      "its firmware; replace it if this happens again." },
	{ "cxl_aer_ce_event", "df3c166e454a42a2bc6bfa56668ed924",
	  "Corrected CXL protocol error: @RAS_MEMDEV@",
	  CXL "The link repaired it. No action unless there are many." },
	{ "cxl_overflow_event", "ef3eedbd76744d809106183bcfc76cfa",
	  "CXL event log overflow: @RAS_MEMDEV@",
	  CXL "Its own log was full and records are lost. Look for what floods it." },
	{ "cxl_generic_event", "8bf3c64d561c4c59862a3117a7310bc5", "CXL event: @RAS_MEMDEV@",
	  CXL "The record is of a kind that only its vendor can explain." },
	{ "cxl_general_media_event", "4101bb56501b4c44941d42c51b1ff276",
	  "CXL memory error: @RAS_MEMDEV@",
	  CXL "Corrected errors need no action unless the threshold is reached; after an "
	      "uncorrected one, data are lost: plan to replace the device." },
	{ "cxl_dram_event", "0065477af6174d80a1cef7b25970100a", "CXL DRAM error: @RAS_MEMDEV@",
	  CXL "Corrected errors need no action unless the threshold is reached; after an "
	      "uncorrected one, data are lost: plan to replace the device." },
	{ "cxl_memory_module_event", "dfe7bf99ebf64c679a0a1e041bd2c7e5",
	  "State of CXL module @RAS_MEMDEV@ changed",
	  CXL "Look at RAS_HEALTH_STATUS, RAS_MEDIA_STATUS and RAS_LIFE_USED, and replace the "
	      "module if it says that its life is used up." },
	{ "hip08_oem_type1_event_v2", "38d1f3385a454a89ab2187ef68baa689",
	  "Hardware error of a HiSilicon platform", VENDOR },
	{ "hip08_oem_type2_event_v2", "7db805cbde164e59a596d3a343a6eb9f",
	  "Hardware error of a HiSilicon platform", VENDOR },
	{ "hip08_pcie_local_event_v2", "3879a1b556ad4476992210d4a2d7562f",
	  "Hardware error of a HiSilicon platform", VENDOR },
	{ "hisi_common_section_v2", "06fb070cb4ec445ca86c1ad80ea0e474",
	  "Hardware error of a HiSilicon platform", VENDOR },
	{ "jm_payload0_event", "6ca9acdc6d0d4e3ebf08219507fea053",
	  "Hardware error of a JaguarMicro platform", VENDOR },
	{ "nvidia_ns_event", "b111c3a34f5447b2a1321f747ed89cf1",
	  "Hardware error of a NVIDIA platform", VENDOR },
	{ "nvidia_vera_ns_event", "1a37eb71852249e5ad2b19fffe6b3f78",
	  "Hardware error of a NVIDIA platform", VENDOR },
	{ "yitian_ddr_reg_dump_event", "e56af1971dfb4fa4a69f5e278052be20",
	  "Hardware error of a Yitian platform", VENDOR },
};

const struct ras_message *ras_message(const char *class_name)
{
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++)
		if (!strcmp(messages[i].class_name, class_name))
			return &messages[i];
	return NULL;
}
