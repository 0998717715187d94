// SPDX-License-Identifier: GPL-2.0-or-later
/* What each column of the database means: for tables of one kind once, by name. */
#include <string.h>

#include "doc/doc.h"
#include "events/events.h"

/* A row for one table goes before a row for all (table NULL). */
static const struct {
	const char *table, *column, *text;
} columns[] = {
	/* All tables. */
	{ NULL, "timestamp", "When it happened, in local time: YYYY-MM-DD HH:MM:SS +ZZZZ." },
	{ NULL, "ras_severity",
	  "How grave it is, on one scale for all tables: info, corrected, deferred, recoverable, "
	  "uncorrected or fatal." },
	{ NULL, "time_ns", "The same time as timestamp, in nanoseconds since 1970 (UTC)." },
	{ NULL, "boot_id", "Which boot of which kernel it belongs to; empty for a replay." },
	{ NULL, "incident",
	  "Rows of all tables with the same value tell of one thing that happened; NULL: tied to "
	  "no other." },

	/* Linux include/ras/ras_event.h, mc_event. */
	{ "mc_event", "err_count", "How many errors the driver reports in one." },
	{ "mc_event", "err_type", "Corrected, Uncorrected, Deferred, Fatal or Info." },
	{ "mc_event", "err_msg", "What the EDAC driver says of the error." },
	{ "mc_event", "label", "Label of the memory module; several if it is not known which." },
	{ "mc_event", "mc", "Number of the memory controller." },
	{ "mc_event", "top_layer", "Place in the first layer (channel, row, ...); -1: not known." },
	{ "mc_event", "middle_layer", "Place in the second layer; -1: none or not known." },
	{ "mc_event", "lower_layer", "Place in the third layer; -1: none or not known." },
	{ "mc_event", "address", "Physical address in bytes." },
	{ "mc_event", "grain", "Base-2 logarithm of how exact the address is, in bytes." },
	{ "mc_event", "syndrome", "Syndrome of the error-correcting code." },
	{ "mc_event", "driver_detail", "Whatever else the driver tells." },

	/* include/ras/ras_event.h, aer_event; PCI Express Base 6.0, section 7.8.4. */
	{ "aer_event", "dev_name", "Address of the PCIe device: domain:bus:device.function." },
	{ "aer_event", "err_type", "Corrected, Uncorrected (Non-Fatal) or Uncorrected (Fatal)." },
	{ "aer_event", "err_msg",
	  "Names of the bits set in status, and the header of the packet concerned." },
	{ "aer_event", "status",
	  "The Correctable or Uncorrectable Error Status register, by err_type." },
	{ "aer_event", "bus_type", "Bus by which the device is driven, from Linux 7.1 on." },

	/* include/trace/events/mce.h; Intel SDM volume 3B, chapter 17; AMD64 APM volume 2, 9.3. */
	{ "mce_record", "mcgcap", "MCG_CAP: what the CPU's machine-check architecture can do." },
	{ "mce_record", "mcgstatus", "MCG_STATUS: whether the CPU could go on." },
	{ "mce_record", "status", "MCi_STATUS of the bank; negative when bit 63, valid, is set." },
	{ "mce_record", "addr", "MCi_ADDR; addr_type says what kind of address it is." },
	{ "mce_record", "misc", "MCi_MISC." },
	{ "mce_record", "ip", "Instruction pointer; 0: not known." },
	{ "mce_record", "tsc", "Time stamp counter of the CPU." },
	{ "mce_record", "walltime", "Seconds since 1970 by the kernel's own account." },
	{ "mce_record", "ppin", "Protected processor inventory number: which chip it is." },
	{ "mce_record", "cpu", "Linux's number of the CPU that read the bank." },
	{ "mce_record", "cpuid", "CPUID leaf 1, EAX: family, model and stepping." },
	{ "mce_record", "apicid", "Initial APIC ID of the CPU." },
	{ "mce_record", "socketid", "Physical package." },
	{ "mce_record", "cs", "Code segment; its lowest two bits are the privilege level." },
	{ "mce_record", "bank", "Number of the machine-check bank." },
	{ "mce_record", "cpuvendor", "Vendor by the kernel's numbering (X86_VENDOR_*)." },
	{ "mce_record", "microcode", "Revision of the microcode." },
	{ "mce_record", "bank_name", "What the bank belongs to, with its number." },
	{ "mce_record", "error_msg", "What happened, in words." },
	{ "mce_record", "mcgstatus_msg", "mcgstatus in words." },
	{ "mce_record", "mcistatus_msg", "Bits of status in words." },
	{ "mce_record", "mcastatus_msg", "The error code of status in words." },
	{ "mce_record", "user_action", "What the vendor advises to do." },
	{ "mce_record", "mc_location",
	  "Place in the memory: channel, module, rank, as far as told." },
	{ "mce_record", "synd", "MCA_SYND (AMD)." },
	{ "mce_record", "ipid", "MCA_IPID (AMD): kind and instance of the block." },
	{ "mce_record", "v_data", "Further registers of the vendor, as bytes of the kernel." },
	{ "mce_record", "error_count", "Errors that this record stands for." },
	{ "mce_record", "addr_type",
	  "What addr is: physical, of the guest, normalized to a memory controller, ..." },
	{ "mce_record", "origin",
	  "Who made the record: the hardware, a virtual machine monitor, or nobody worth "
	  "believing." },
	{ "mce_record", "certainty", "How sure origin is." },
	{ "mce_record", "origin_reason", "What origin was told by." },
	{ "mce_record", "guest_page",
	  "The guest's page that the virtual machine monitor reports as lost; NULL: none." },

	/* include/ras/ras_event.h, memory_failure_event; mm/memory-failure.c. */
	{ "memory_failure_event", "pfn", "Number of the page frame, in hexadecimal." },
	{ "memory_failure_event", "page_type", "What the page was in use for." },
	{ "memory_failure_event", "action_result",
	  "What the kernel made of it: Recovered, Delayed, Ignored or Failed." },

	/* arch/s390/kvm/trace-s390.h; z/Architecture Principles of Operation, chapter 11. */
	{ "s390_mchk", "vm", "Name of the virtual machine; empty: a trace does not tell it." },
	{ "s390_mchk", "vcpu", "Number of the virtual CPU; -1: any of the virtual machine." },
	{ "s390_mchk", "thread", "The host's thread that wrote the event." },
	{ "s390_mchk", "source",
	  "How it was learned: kvm-trace, or post-mortem from a dead guest." },
	{ "s390_mchk", "direction", "inject: it was made pending; deliver: the guest got it." },
	{ "s390_mchk", "scope", "Whether it was meant for the vm or for a vcpu." },
	{ "s390_mchk", "injected_by", "kernel or user, that is the virtual machine monitor." },
	{ "s390_mchk", "mcic", "Machine-check interruption code." },
	{ "s390_mchk", "cr14", "Subclasses of the condition, as in control register 14." },
	{ "s390_mchk", "edc", "External-damage code." },
	{ "s390_mchk", "fsa", "Failing-storage address." },
	{ "s390_mchk", "psw_mask", "Mask of the machine-check old PSW." },
	{ "s390_mchk", "psw_addr", "Address of the machine-check old PSW." },
	{ "s390_mchk", "conditions", "Conditions that the code reports." },
	{ "s390_mchk", "meaning", "The code in words." },
	{ "s390_mchk", "not_valid", "What the code says was not stored validly." },
	{ "s390_mchk", "consequence", "What Linux in the guest does about it, in a word." },
	{ "s390_mchk", "consequence_msg", "The same in a sentence." },
	{ "s390_mchk", "delivery", "When, or whether ever, KVM delivers it." },

	{ "s390_mchk", "task", "Task that was killed." },
	{ "s390_mchk", "verdict", "Post-mortem: whether it explains why the guest stopped." },

	/* drivers/s390/cio/trace.h; Principles of Operation, channel report word. */
	{ "s390_crw", "rsc", "Reporting-source code." },
	{ "s390_crw", "erc", "Error-recovery code." },
	{ "s390_crw", "rsid", "Reporting-source ID: number of the subchannel or channel path." },
	{ "s390_crw", "ssid", "Subchannel set, from the second word of a chain." },
	{ "s390_crw", "solicited", "1: the program asked for it." },
	{ "s390_crw", "overflow", "1: reports before this one were lost." },
	{ "s390_crw", "chained", "1: a second word belongs to it." },
	{ "s390_crw", "ancillary", "1: the report is about what belongs to the source." },
	{ "s390_crw", "crw", "The channel report word." },
	{ "s390_crw", "crw_chained", "The second word; NULL: none." },
	{ "s390_crw", "origin", "Who told it: the trace, or the kernel's log." },
	{ "s390_crw", "source", "Reporting source in words." },
	{ "s390_crw", "recovery", "Error-recovery code in words." },
	{ "s390_crw", "meaning", "The report in words." },

	{ "s390_counter", "counter", "Counter of the kernel." },
	{ "s390_counter", "place", "Where it counts." },
	{ "s390_counter", "rise", "By how much it rose." },
	{ "s390_counter", "explained", "How much of that events explain." },
	{ "s390_counter", "unexplained", "How much of it no event explains." },
	{ "s390_counter", "meaning", "What the unexplained part may be." },

	{ "lost_events", "cpu", "CPU whose ring buffer lost them; -1: no CPU's." },
	{ "lost_events", "count", "How many events were lost." },
	{ "lost_events", "first_ns",
	  "Begin of the time in which, in ns since 1970; 0: not known." },
	{ "lost_events", "last_ns", "End of that time; 0: not known." },
	{ "lost_events", "reason", "Where they were lost." },

	{ "ras_action", "actor", "Who decided: policy, trigger, ..." },
	{ "ras_action", "action", "What was decided." },
	{ "ras_action", "target", "On what: a page, a CPU, a virtual machine." },
	{ "ras_action", "cause_class", "Table of the event that caused it." },
	{ "ras_action", "cause_time_ns", "time_ns of that event." },
	{ "ras_action", "asked", "Who was asked to do it: kernel, virtual machine monitor, ..." },
	{ "ras_action", "answer", "What it answered." },
	{ "ras_action", "verified", "What a look afterwards showed." },
	{ "ras_action", "reason", "Why it was decided." },

	/* QEMU 10.2 qapi/run-state.json. */
	{ "vmm_event", "vm_name", "Name of the virtual machine." },
	{ "vmm_event", "vm_uuid", "Its UUID." },
	{ "vmm_event", "pid", "Process of the virtual machine monitor." },
	{ "vmm_event", "vm_time_ns", "When the monitor says that it was, in ns since 1970." },
	{ "vmm_event", "event", "Name of the monitor's event." },
	{ "vmm_event", "recipient", "Whose memory failed: the guest's, or the hypervisor's own." },
	{ "vmm_event", "action", "What the monitor did about it." },
	{ "vmm_event", "action_required", "1: somebody was using the memory." },
	{ "vmm_event", "recursive", "1: it came while the guest handled another one." },
	{ "vmm_event", "reason", "Why the virtual machine was reset or ended." },
	{ "vmm_event", "device", "Device that the event is about." },
	{ "vmm_event", "details", "Whatever else the event said, as JSON." },

	{ "marker", "text",
	  "What was written to the trace marker; self-tests begin with their name." },

	/* include/ras/ras_event.h, extlog_mem_event; UEFI 2.10, appendix N.2.5. */
	{ "extlog_event", "etype", "Memory error type of UEFI, appendix N." },
	{ "extlog_event", "error_count", "Number of the error since boot." },
	{ "extlog_event", "severity",
	  "Severity of CPER: 0 recoverable, 1 fatal, 2 corrected, 3 info." },
	{ "extlog_event", "address", "Physical address." },
	{ "extlog_event", "cper_data", "The memory error section, compacted by the kernel." },
	{ "extlog_event", "pa_mask_lsb", "How many low bits of the address are not known." },
	{ "extlog_event", "location",
	  "Place in the memory: node, card, module, bank, row, column." },
	{ NULL, "fru_id", "GUID of the field-replaceable unit." },
	{ NULL, "fru_text", "Name of the field-replaceable unit." },

	/* include/ras/ras_event.h, non_standard_event and arm_event. */
	{ "non_standard_event", "sec_type", "GUID of the CPER section." },
	{ "non_standard_event", "severity", "Informational, Corrected, Recoverable or Fatal." },
	{ "non_standard_event", "error", "The section's bytes." },
	{ "non_standard_event", "section", "GUID of the section, as text." },
	{ "non_standard_event", "section_name", "Name of that kind of section; empty: not known." },
	{ "arm_event", "error_count", "Errors that the event stands for." },
	{ "arm_event", "affinity", "Affinity level of the CPU." },
	{ "arm_event", "mpidr", "MPIDR_EL1: which CPU." },
	{ "arm_event", "midr", "MIDR_EL1: which kind of CPU." },
	{ "arm_event", "running_state", "1: the CPU is running." },
	{ "arm_event", "psci_state", "PSCI state of a CPU that is not running." },
	{ "arm_event", "cpu",
	  "Linux's number of the CPU; -1: none; 0 also where an old kernel tells no CPU." },
	{ "arm_event", "error_msg", "What happened, in words." },
	{ "arm_event", "err_info", "Processor error information structures." },
	{ "arm_event", "context_info", "Processor context information." },
	{ "arm_event", "vendor_info", "Vendor-specific information." },
	{ "arm_event", "error_type", "Cache, TLB, bus or micro-architectural error." },
	{ "arm_event", "error_flags", "Flags in words." },
	{ "arm_event", "error_info", "Error information register." },
	{ "arm_event", "virt_fault_addr", "Virtual fault address." },
	{ "arm_event", "phy_fault_addr", "Physical fault address." },

	/* include/trace/events/devlink.h, net.h, block.h, signal.h. */
	{ "devlink_event", "bus_name", "Bus of the device." },
	{ "devlink_event", "dev_name", "Device, or network interface." },
	{ "devlink_event", "driver_name", "Driver." },
	{ "devlink_event", "reporter_name", "Health reporter of the driver." },
	{ "devlink_event", "msg", "What it says." },
	{ "disk_errors", "dev", "Device as major:minor." },
	{ "disk_errors", "sector", "First sector of the request, of 512 bytes." },
	{ "disk_errors", "nr_sector", "Number of sectors." },
	{ "disk_errors", "error", "Kind of error." },
	{ "disk_errors", "rwbs", "Kind of request: R read, W write, D discard, F flush, ..." },
	{ "disk_errors", "cmd", "SCSI command, if there is one." },
	{ "signal_event", "sig", "Number of the signal: 7, SIGBUS." },
	{ "signal_event", "errorno", "si_errno." },
	{ "signal_event", "code", "si_code: 4 action required, 5 action optional." },
	{ "signal_event", "comm", "Name of the task." },
	{ "signal_event", "pid", "ID of the task." },
	{ "signal_event", "grp", "1: for the whole process." },
	{ "signal_event", "res",
	  "0 delivered, 1 ignored, 2 already pending, 3 and 4 lost in part." },

	/* RISC-V RERI 1.0, chapter 2. */
	{ "reri_event", "err_src_id", "Number of the error source." },
	{ "reri_event", "source_type", "0 a hart, 1 an IOMMU, 2 not known." },
	{ "reri_event", "severity", "1 corrected, 2 recoverable, 3 fatal, 0 none." },
	{ "reri_event", "hart_id", "Number of the hart." },
	{ "reri_event", "cluster_id", "Number of the cluster." },
	{ "reri_event", "status", "status_i register." },
	{ "reri_event", "addr_info", "addr_info_i register." },
	{ "reri_event", "info", "info_i register." },
	{ "reri_event", "suppl_info", "suppl_info_i register." },
	{ "reri_event", "timestamp_val", "timestamp_i register." },

	/* drivers/cxl/core/trace.h; CXL 3.1, section 8.2.9.2.1. */
	{ NULL, "memdev", "CXL memory device." },
	{ NULL, "host", "Host of the device, mostly its PCI address." },
	{ NULL, "serial", "Serial number of the device." },
	{ NULL, "log_type",
	  "Log of the device it came from: Informational, Warning, Failure, Fatal." },
	{ NULL, "hdr_uuid", "Kind of record." },
	{ NULL, "hdr_flags", "Flags of the record's header." },
	{ NULL, "hdr_handle", "Handle of the record." },
	{ NULL, "hdr_related_handle", "Handle of a record that this one belongs to." },
	{ NULL, "hdr_ts", "When the device recorded it." },
	{ NULL, "hdr_length", "Length of the record." },
	{ NULL, "hdr_maint_op_class", "Class of the maintenance that the device asks for." },
	{ NULL, "hdr_maint_op_sub_class", "Subclass of that." },
	{ NULL, "hdr_ld_id", "Logical device." },
	{ NULL, "hdr_head_id", "Head of a multi-headed device." },
	{ NULL, "data", "The record's bytes." },
	{ NULL, "hpa", "Physical address on the host." },
	{ NULL, "hpa_alias0", "Physical address without the cache in front of it." },
	{ NULL, "dpa", "Physical address on the device." },
	{ NULL, "dpa_length", "Length of the range from there." },
	{ NULL, "dpa_flags", "Bits 0 volatile, 1 not repairable." },
	{ NULL, "region", "CXL region." },
	{ NULL, "region_uuid", "UUID of the region." },
	{ "cxl_poison_event", "trace_type", "List, Inject or Clear." },
	{ "cxl_poison_event", "source", "Where the poison comes from." },
	{ "cxl_poison_event", "flags", "Bits 0 more follow, 1 overflow, 2 a scan goes on." },
	{ "cxl_poison_event", "overflow_ts", "When the list overflowed." },
	{ NULL, "error_status", "CXL RAS status register." },
	{ NULL, "first_error", "CXL RAS error capabilities: which error came first." },
	{ NULL, "header_log", "CXL RAS header log." },
	{ NULL, "error_msg", "What happened, in words." },
	{ NULL, "first_error_msg", "The error that came first, in words." },
	{ NULL, "hdr_flags_msg", "hdr_flags in words." },
	{ "cxl_overflow_event", "count", "How many records the device lost." },
	{ "cxl_overflow_event", "first_ts", "When it lost the first." },
	{ "cxl_overflow_event", "last_ts", "When it lost the last." },
	{ NULL, "descriptor", "Bits 0 uncorrectable, 1 threshold reached, 2 list overflow." },
	{ NULL, "type", "Kind of memory event." },
	{ NULL, "sub_type", "Kind within that." },
	{ NULL, "transaction_type", "What the access was for." },
	{ NULL, "channel", "Memory channel." },
	{ NULL, "rank", "Memory rank." },
	{ NULL, "device", "Memory device within the rank." },
	{ NULL, "comp_id", "Component identifier." },
	{ NULL, "pldm_entity_id", "PLDM entity identifier." },
	{ NULL, "pldm_resource_id", "PLDM resource identifier." },
	{ NULL, "cme_threshold_ev_flags", "What the corrected-error threshold event tells." },
	{ NULL, "cme_count", "Corrected memory errors at the time of the event." },
	{ NULL, "cvme_count", "Corrected volatile memory errors at the time of the event." },
	{ NULL, "nibble_mask", "Nibbles in error." },
	{ NULL, "bank_group", "Bank group." },
	{ "cxl_dram_event", "bank", "Bank." },
	{ NULL, "row", "Row." },
	{ NULL, "column", "Column." },
	{ NULL, "cor_mask", "Correction mask." },
	{ NULL, "sub_channel", "Sub-channel." },
	{ "cxl_memory_module_event", "event_type", "Kind of device event." },
	{ "cxl_memory_module_event", "event_sub_type", "Kind within that." },
	{ "cxl_memory_module_event", "health_status",
	  "Bits 0 maintenance needed, 1 slower, 2 replace." },
	{ "cxl_memory_module_event", "media_status", "State of the media." },
	{ "cxl_memory_module_event", "life_used", "Used-up part of its life, in per cent." },
	{ "cxl_memory_module_event", "dirty_shutdown_cnt", "Shutdowns that may have lost data." },
	{ "cxl_memory_module_event", "cor_vol_err_cnt", "Corrected errors in volatile memory." },
	{ "cxl_memory_module_event", "cor_per_err_cnt", "Corrected errors in persistent memory." },
	{ "cxl_memory_module_event", "device_temp", "Temperature in degrees Celsius." },
	{ "cxl_memory_module_event", "add_status",
	  "Additional status: life, temperature, errors." },

	/* Vendor sections of CPER. */
	{ NULL, "version", "Version of the record's layout." },
	{ NULL, "soc_id", "Number of the SoC." },
	{ NULL, "socket_id", "Number of the socket." },
	{ NULL, "totem_id", "Number of the totem (compute die)." },
	{ NULL, "nimbus_id", "Number of the nimbus (I/O die)." },
	{ NULL, "sub_system_id", "Number of the subsystem." },
	{ NULL, "module_id", "Module in error." },
	{ NULL, "sub_module_id", "Part of the module." },
	{ NULL, "core_id", "Number of the core." },
	{ NULL, "port_id", "Number of the port." },
	{ NULL, "err_type", "Kind of error by the vendor's numbering." },
	{ NULL, "err_severity", "Severity in words." },
	{ NULL, "pcie_info", "PCIe device: segment, bus, device, function." },
	{ NULL, "regs_dump", "Registers as text." },
	{ NULL, "subsystem", "Subsystem in error." },
	{ NULL, "module", "Module in error, in words." },
	{ NULL, "sub_module", "Part of the module, in words." },
	{ NULL, "submodule_id", "Number of that part." },
	{ NULL, "dev", "Device in error." },
	{ NULL, "dev_id", "Number of the device." },
	{ NULL, "signature", "Name of the unit in error." },
	{ NULL, "error_type", "Kind of error by the vendor's numbering." },
	{ NULL, "error_instance", "Instance of the error." },
	{ NULL, "severity", "Severity of CPER: 0 recoverable, 1 fatal, 2 corrected, 3 info." },
	{ NULL, "socket", "Number of the socket." },
	{ NULL, "number_regs", "How many registers follow." },
	{ NULL, "instance_base", "Address of the unit's registers." },
	{ NULL, "reg_data", "Registers: pairs of address and value." },
	{ NULL, "raw_data", "The section's bytes." },
	{ NULL, "event_type", "Kind of event by the vendor's numbering." },
	{ NULL, "event_sub_type", "Kind within that." },
	{ NULL, "event_link_id", "Ties several records of one event." },
	{ NULL, "source_device_type", "Kind of device that reports." },
	{ NULL, "event_context_count", "How many contexts follow." },
	{ NULL, "architecture", "Architecture of the chip." },
	{ NULL, "chip_serial_number", "Serial number of the chip." },
	{ "yitian_ddr_reg_dump_event", "address", "Physical address." },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* The row that describes a column; COLUMNS: none. */
static size_t find(const struct ras_class *cls, const char *column)
{
	size_t i = 0;

	while (i < COLUMNS && (strcmp(columns[i].column, column) != 0 ||
			       (columns[i].table && strcmp(columns[i].table, cls->table) != 0)))
		i++;
	return i;
}

const char *doc_column(const struct ras_class *cls, const char *column)
{
	size_t i = find(cls, column);

	return i < COLUMNS ? columns[i].text : NULL;
}

unsigned int doc_columns_unused(FILE *out)
{
	bool used[COLUMNS + 1] = { false };
	const struct ras_field *f;
	unsigned int unused = 0;

	for (size_t i = 0; ras_classes[i]; i++)
		for (size_t n = 0; (f = ras_class_column(ras_classes[i], n)); n++)
			used[find(ras_classes[i], f->name)] = true;
	for (size_t i = 0; i < COLUMNS; i++) {
		if (used[i])
			continue;
		(void)fprintf(out, "described, but no such column: %s.%s\n",
			      columns[i].table ? columns[i].table : "*", columns[i].column);
		unused++;
	}
	return unused;
}
