// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD Scalable MCA: the kinds of blocks and their extended error codes. */
#include "decode/x86/amd_smca.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/*
 * Extended error codes, MCA_STATUS[21:16]. Manual: the MCA_CTL_<block> tables, where bit n enables
 * code n, of the Processor Programming References: family 17h 54945 (models 00h-0Fh) and 55803
 * (31h), family 19h 55898 (01h), 55901 (11h) and MI300A (90h), family 1Ah 57238 (02h). Checked
 * against Linux drivers/edac/mce_amd.c up to 6.7 and AMD's patch to it of 2023-03-29, and against
 * what 0.8.x prints. Reserved codes have no row.
 */

/* Load-store unit, McaType 0. */
static const struct ras_code ls[] = {
	{ 0, "Load queue parity error" },
	{ 1, "Store queue parity error" },
	{ 2, "Miss address buffer (MAB) payload parity error" },
	{ 3, "L1 TLB parity error" },
	{ 4, "Data cache: tag error type 5" },
	{ 5, "Data cache: tag error type 6" },
	{ 6, "Data cache: tag error type 1" },
	{ 7, "Load-store unit: internal error type 1" },
	{ 8, "Load-store unit: internal error type 2" },
	{ 9, "Bad read data from the system for thread 0" },
	{ 10, "Bad read data from the system for thread 1" },
	{ 11, "Data cache: tag error type 2" },
	{ 12, "Data cache: data error type 1, or poison was consumed" },
	{ 13, "Data cache: data error type 2" },
	{ 14, "Data cache: data error type 3" },
	{ 15, "Data cache: tag error type 4" },
	{ 16, "L2 TLB parity error" },
	{ 17, "Page directory cache (PDC) parity error" },
	{ 18, "Data cache: tag error type 3" },
	{ 19, "Data cache: tag error type 5" },
	{ 20, "Bad data in a line from the L2 cache" },
	{ 21, "Store coalescing buffer (SCB): line state or address error" },
	{ 22, "Store coalescing buffer (SCB): data error, commit pipe 0" },
	{ 23, "Store coalescing buffer (SCB): data error, commit pipe 1" },
	{ 24, "Store coalescing buffer (SCB): error in data for uncached DRAM or I/O" },
	{ 25, "Write combining buffer (WCB): bad read data from the system" },
	{ 26, "Load-store unit: hardware assertion" },
};

/* Load-store unit, McaType 10h (family 19h and later). */
static const struct ras_code ls_v2[] = {
	{ 0, "Data cache: ECC error on a probe or a victim read" },
	{ 1, "Data cache: ECC error or poison from the L2 cache on a load" },
	{ 2, "Data cache: ECC error on the read-modify-write of a store" },
	{ 3, "Data cache: tag ECC error or poison mismatch on a probe or a victim read" },
	{ 4, "Data cache: tag ECC error or poison mismatch on a load" },
	{ 5, "Data cache: tag ECC error or poison mismatch on a store" },
	{ 6, "EMEM: ECC error on a load" },
	{ 7, "EMEM: ECC error on the read-modify-write of a store" },
	{ 8, "L1 TLB parity error" },
	{ 9, "L2 TLB parity error" },
	{ 10, "Page walk cache (PWC) parity error" },
	{ 11, "Store queue (STQ) parity error" },
	{ 12, "Load queue (LDQ) parity error" },
	{ 13, "Miss address buffer (MAB) parity error" },
	{ 14, "Store coalescing buffer (SCB): state parity error" },
	{ 15, "Store coalescing buffer (SCB): address parity error" },
	{ 16, "Store coalescing buffer (SCB): data parity error" },
	{ 17, "Write combining buffer (WCB): parity error" },
	{ 18, "Store coalescing buffer (SCB): holds a poisoned line" },
	{ 19, "Bad read data from the system behind the L2 cache, for a load" },
	{ 20, "Bad read data from the system behind the L2 cache, for an SCB store" },
	{ 21, "Bad read data from the system behind the L2 cache, for a WCB store" },
	{ 22, "Load-store unit: hardware assertion" },
	{ 23, "Parity error in store forwarding, SCB EMEM entry, store mask or SRB store data" },
};

/* Instruction fetch unit. */
static const struct ras_code ifu[] = {
	{ 0, "Micro-op cache: microtag parity error" },
	{ 1, "Instruction cache: lookup hit more than one microtag or full tag" },
	{ 2, "Instruction cache: full tag parity error" },
	{ 3, "Instruction cache: data array parity error" },
	{ 4, "Decoupling queue (PRQ): physical address parity error" },
	{ 5, "L0 instruction TLB parity error" },
	{ 6, "L1 instruction TLB parity error" },
	{ 7, "L2 instruction TLB parity error" },
	{ 8, "Branch prediction queue (BPQ): snoop parity error, thread 0" },
	{ 9, "Branch prediction queue (BPQ): snoop parity error, thread 1" },
	{ 10, "L1 branch target buffer: lookup hit more than one entry" },
	{ 11, "L2 branch target buffer: lookup hit more than one entry" },
	{ 12, "Poisoned line from the L2 cache" },
	{ 13, "Error response of the L2 cache, or bad read data from the system" },
	{ 14, "Instruction fetch unit: hardware assertion" },
	{ 15, "L1 instruction TLB: lookup hit more than one entry" },
	{ 16, "L2 instruction TLB: lookup hit more than one entry" },
	{ 17, "Branch status register (BSR) parity error" },
	{ 18, "CT machine check" },
};

static const struct ras_code l2[] = {
	{ 0, "L2 cache: lookup hit more than one way" },
	{ 1, "L2 cache: tag or state ECC error" },
	{ 2, "L2 cache: data ECC error" },
	{ 3, "L2 cache: hardware assertion" },
	{ 4, "L2 cache: parity error in read data from the fabric (SDP)" },
	{ 5, "L2 cache: error raised by a programmable state machine" },
};

static const struct ras_code de[] = {
	{ 0, "Micro-op cache: tag parity error" },
	{ 1, "Micro-op cache: data parity error" },
	{ 2, "Instruction byte buffer (IBB) parity error" },
	{ 3, "Micro-op queue parity error" },
	{ 4, "Instruction dispatch queue parity error" },
	{ 5, "Fetch address FIFO parity error" },
	{ 6, "Microcode patch RAM: data parity error" },
	{ 7, "Microcode patch RAM: sequencer parity error" },
	{ 8, "Micro-op fetch queue parity error" },
	{ 9, "Decode unit: hardware assertion" },
};

static const struct ras_code ex[] = {
	{ 0, "CPU watchdog: no instruction retired in time" },
	{ 1, "Physical register file parity error" },
	{ 2, "Flag register file parity error" },
	{ 3, "Immediate and displacement register file (IDRF) parity error" },
	{ 4, "Address generator (AGU): payload parity error" },
	{ 5, "Execution payload parity error" },
	{ 6, "Checkpoint queue parity error" },
	{ 7, "Retire dispatch queue parity error" },
	{ 8, "Retire status queue parity error" },
	{ 9, "Scheduler queue parity error" },
	{ 10, "Branch buffer queue parity error" },
	{ 11, "Execution unit: hardware assertion" },
	{ 12, "Speculative register map parity error" },
	{ 13, "Retire register map parity error" },
};

static const struct ras_code fp[] = {
	{ 0, "Floating point register file (PRF) parity error" },
	{ 1, "Free list (FL) parity error" },
	{ 2, "Schedule queue parity error" },
	{ 3, "Non-scheduling queue (NSQ) parity error" },
	{ 4, "Retire queue (RQ) parity error" },
	{ 5, "Status register file (SRF) parity error" },
	{ 6, "Floating point unit: hardware assertion" },
	{ 7, "Mask register file (KRF) parity error" },
};

static const struct ras_code l3[] = {
	{ 0, "L3 cache: shadow tag ECC error" },
	{ 1, "L3 cache: lookup hit more than one shadow tag" },
	{ 2, "L3 cache: tag ECC error" },
	{ 3, "L3 cache: lookup hit more than one tag" },
	{ 4, "L3 cache: data ECC error" },
	{ 5, "L3 cache: parity error or bad data from the fabric (SDP, XI)" },
	{ 6, "L3 cache: victim queue error on the way to the data fabric" },
	{ 7, "L3 cache: hardware assertion" },
	{ 8, "L3 cache: XI write buffer (WCB) parity error, poison was made" },
	{ 9, "L3 cache: error raised by a debug state machine (DSM)" },
};

/* Coherent station (coherent slave), McaType 0. */
static const struct ras_code cs[] = {
	{ 0, "Illegal request" },
	{ 1, "Address violation" },
	{ 2, "Security violation" },
	{ 3, "Illegal response" },
	{ 4, "Unexpected response" },
	{ 5, "Parity error in a request or in probe response data" },
	{ 6, "Parity error in read response data" },
	{ 7, "Parity error in an atomic request" },
	{ 8, "Probe filter: ECC error" },
};

/* Coherent station, McaType 2. */
static const struct ras_code cs_v2[] = {
	{ 0, "Illegal request" },
	{ 1, "Address violation" },
	{ 2, "Security violation" },
	{ 3, "Illegal response" },
	{ 4, "Unexpected response" },
	{ 5, "Parity error in a request or in probe response data" },
	{ 6, "Parity error in read response data" },
	{ 7, "Parity error in an atomic request" },
	{ 8, "SDP read response that nobody waits for" },
	{ 9, "Probe filter: protocol error" },
	{ 10, "Probe filter: ECC error" },
	{ 11, "SDP read response with an unexpected retry" },
	{ 12, "Counter overflow" },
	{ 13, "Counter underflow" },
	{ 14, "Illegal request on the channel without data" },
	{ 15, "Address violation on the channel without data" },
	{ 16, "Security violation on the channel without data" },
	{ 17, "Coherent station: hardware assertion" },
	{ 18, "Shadow tags: protocol error" },
	{ 19, "Shadow tags: ECC error" },
	{ 20, "Shadow tags: transaction error" },
};

/* The same where codes 9 to 13 are in another order: revision guide for 19h/11h, erratum 1384. */
static const struct ras_code cs_v2_1384[] = {
	{ 0, "Illegal request" },
	{ 1, "Address violation" },
	{ 2, "Security violation" },
	{ 3, "Illegal response" },
	{ 4, "Unexpected response" },
	{ 5, "Parity error in a request or in probe response data" },
	{ 6, "Parity error in read response data" },
	{ 7, "Parity error in an atomic request" },
	{ 8, "SDP read response that nobody waits for" },
	{ 9, "SDP read response with an unexpected retry" },
	{ 10, "Counter overflow" },
	{ 11, "Counter underflow" },
	{ 12, "Probe filter: protocol error" },
	{ 13, "Probe filter: ECC error" },
	{ 14, "Illegal request on the channel without data" },
	{ 15, "Address violation on the channel without data" },
	{ 16, "Security violation on the channel without data" },
	{ 17, "Coherent station: hardware assertion" },
};

/* Power, interrupts, etc. of the data fabric (DF). */
static const struct ras_code pie[] = {
	{ 0, "PIE: hardware assertion" },
	{ 1, "Register access against the security rules" },
	{ 2, "Link error (GMI or xGMI)" },
	{ 3, "Poison was consumed: written to a register" },
	{ 4, "Deferred error in the data fabric" },
	{ 5, "Data fabric watchdog" },
	{ 6, "CNLI: SRAM ECC error" },
	{ 7, "Register access while the data fabric slept" },
	{ 8, "Error raised by a debug state machine (DSM)" },
};

/* Unified memory controller, McaType 0. "DRAM ECC error" is matched by consumers. */
static const struct ras_code umc[] = {
	{ 0, "DRAM ECC error" },
	{ 1, "Poisoned data for DRAM" },
	{ 2, "Parity error in data from the fabric (SDP)" },
	{ 3, "Peripheral bus (APB) error" },
	{ 4, "DRAM command or address parity error" },
	{ 5, "DRAM write data CRC error" },
	{ 6, "DRAM command queue (DCQ) SRAM ECC error" },
	{ 7, "Memory encryption (AES) SRAM ECC error" },
	{ 8, "DRAM error check and scrub (ECS): row error" },
	{ 9, "DRAM error check and scrub (ECS): error" },
	{ 10, "Memory was throttled" },
	{ 11, "DRAM read data CRC error" },
	{ 16, "Refresh management (RFM) SRAM ECC error" },
};

/* The same on MI300A, which has HBM. */
static const struct ras_code umc_mi300a[] = {
	{ 0, "On-die DRAM ECC error" },
	{ 1, "Poisoned data" },
	{ 2, "Parity error in data from the fabric (SDP)" },
	{ 4, "HBM address or command parity error" },
	{ 5, "HBM write data parity error" },
	{ 6, "Shared SRAM ECC error" },
	{ 9, "Read data buffer (RDB) SRAM ECC error" },
	{ 10, "Memory was throttled for heat" },
	{ 11, "HBM read data parity error" },
	{ 13, "Memory controller firmware error" },
	{ 14, "SRAM parity error" },
	{ 15, "HBM CRC error" },
};

/* Unified memory controller of an accelerator, McaType 1. */
static const struct ras_code umc_v2[] = {
	{ 0, "DRAM ECC error" },
	{ 1, "Poisoned data" },
	{ 2, "Parity error in data from the fabric (SDP)" },
	{ 4, "DRAM address or command parity error" },
	{ 5, "DRAM write data parity error" },
	{ 6, "DRAM command queue (DCQ) SRAM ECC error" },
	{ 8, "DRAM read data parity error" },
	{ 9, "Read data buffer (RDB) SRAM ECC error" },
	{ 10, "Read response (RdRsp) SRAM ECC error" },
	{ 11, "Memory controller's microprocessor (LM32) error" },
};

static const struct ras_code ma_llc[] = {
	{ 0, "Counter overflow" },
	{ 1, "Counter underflow" },
	{ 2, "Write data parity error" },
	{ 3, "Read response parity error" },
	{ 4, "Tag ECC error, macro 0" },
	{ 5, "Tag ECC error, macro 1" },
	{ 6, "Data ECC error" },
};

static const struct ras_code pb[] = {
	{ 0, "Parameter block RAM: ECC error" },
};

static const struct ras_code psp[] = {
	{ 0, "PSP RAM: ECC or parity error" },
};

static const struct ras_code psp_v2[] = {
	{ 0, "High SRAM: ECC or parity error" },
	{ 1, "Low SRAM: ECC or parity error" },
	{ 2, "Instruction cache bank 0: ECC or parity error" },
	{ 3, "Instruction cache bank 1: ECC or parity error" },
	{ 4, "Instruction tag RAM 0: parity error" },
	{ 5, "Instruction tag RAM 1: parity error" },
	{ 6, "Data cache bank 0: ECC or parity error" },
	{ 7, "Data cache bank 1: ECC or parity error" },
	{ 8, "Data cache bank 2: ECC or parity error" },
	{ 9, "Data cache bank 3: ECC or parity error" },
	{ 10, "Data tag bank 0: parity error" },
	{ 11, "Data tag bank 1: parity error" },
	{ 12, "Data tag bank 2: parity error" },
	{ 13, "Data tag bank 3: parity error" },
	{ 14, "Dirty data RAM: parity error" },
	{ 15, "TLB bank 0: parity error" },
	{ 16, "TLB bank 1: parity error" },
	{ 17, "System hub read buffer: ECC or parity error" },
	{ 18, "Fuse block SRAM: ECC or parity error" },
	{ 19, "PCRU fuse SRAM: ECC or parity error" },
	{ 20, "SIB SRAM: parity error" },
	{ 21, "Secure processor (mpASP): SECEMC error" },
	{ 22, "Secure processor (mpASP): its A5 core hangs" },
	{ 23, "SIB watchdog" },
};

static const struct ras_code smu[] = {
	{ 0, "SMU RAM: ECC or parity error" },
};

/* Eight codes from FIRST on: the caches of a microprocessor of the SoC, WHOSE they are. */
#define CACHES(FIRST, WHOSE) \
	{ (FIRST), WHOSE " data cache bank A: ECC or parity error" }, \
	{ (FIRST) + 1, WHOSE " data cache bank B: ECC or parity error" }, \
	{ (FIRST) + 2, WHOSE " data tag bank A: ECC or parity error" }, \
	{ (FIRST) + 3, WHOSE " data tag bank B: ECC or parity error" }, \
	{ (FIRST) + 4, WHOSE " instruction cache bank A: ECC or parity error" }, \
	{ (FIRST) + 5, WHOSE " instruction cache bank B: ECC or parity error" }, \
	{ (FIRST) + 6, WHOSE " instruction tag bank A: ECC or parity error" }, \
	{ (FIRST) + 7, WHOSE " instruction tag bank B: ECC or parity error" }

/* Codes 58 to 62: MI300A. */
static const struct ras_code smu_v2[] = {
	{ 0, "High SRAM: ECC or parity error" },
	{ 1, "Low SRAM: ECC or parity error" },
	CACHES(2, "Microprocessor"),
	{ 10, "System hub read buffer: ECC or parity error" },
	{ 11, "PHY: ECC error" },
	{ 58, "Graphics block: corrected error" },
	{ 59, "Graphics block: fatal error" },
	{ 62, "Graphics block: poison" },
};

static const struct ras_code mp5[] = {
	{ 0, "High SRAM: ECC or parity error" },
	{ 1, "Low SRAM: ECC or parity error" },
	CACHES(2, "Microprocessor"),
	{ 10, "Fuse SRAM: ECC or parity error" },
};

/* The caches come in three like groups: codes 4 to 11, 12 to 19 and 20 to 27. */
static const struct ras_code mpdma[] = {
	{ 0, "Main SRAM banks 0 to 31: ECC or parity error" },
	{ 1, "Main SRAM banks 32 to 63: ECC or parity error" },
	{ 2, "Main SRAM banks 64 to 95: ECC or parity error" },
	{ 3, "Main SRAM banks 96 to 127: ECC or parity error" },
	CACHES(4, "Group 0"),
	CACHES(12, "Group 1"),
	CACHES(20, "Group 2"),
	{ 28, "System hub read buffer: ECC or parity error" },
	{ 29, "TVF DVSEC memory: ECC or parity error" },
	{ 30, "TVF MMIO mailbox 0: ECC or parity error" },
	{ 31, "TVF MMIO mailbox 1: ECC or parity error" },
	{ 32, "TVF doorbell memory: ECC or parity error" },
	{ 33, "TVF SDP slave memory 0: ECC or parity error" },
	{ 34, "TVF SDP slave memory 1: ECC or parity error" },
	{ 35, "TVF SDP slave memory 2: ECC or parity error" },
	{ 36, "TVF SDP master memory 0: ECC or parity error" },
	{ 37, "TVF SDP master memory 1: ECC or parity error" },
	{ 38, "TVF SDP master memory 2: ECC or parity error" },
	{ 39, "TVF SDP master memory 3: ECC or parity error" },
	{ 40, "TVF SDP master memory 4: ECC or parity error" },
	{ 41, "TVF SDP master memory 5: ECC or parity error" },
	{ 42, "TVF SDP master memory 6: ECC or parity error" },
	{ 43, "SDP watchdog" },
	{ 44, "PTE command FIFO: ECC or parity error" },
	{ 45, "PTE hub data FIFO: ECC or parity error" },
	{ 46, "PTE internal data FIFO: ECC or parity error" },
	{ 47, "PTE command memory, DMA: ECC or parity error" },
	{ 48, "PTE command memory, internal: ECC or parity error" },
	{ 49, "TVF SDP master memory 7: ECC or parity error" },
};

static const struct ras_code nbio[] = {
	{ 0, "ECC or parity error" },
	{ 1, "PCIe error (sideband)" },
	{ 2, "Error event from outside the SDP (ErrEvent)" },
	{ 3, "Poison leaving by the SDP" },
	{ 4, "Poison inside" },
	{ 5, "Internal event that is fatal to the system" },
};

static const struct ras_code pcie[] = {
	{ 0, "CCIX error report (PER) message" },
	{ 1, "CCIX read response: error without data" },
	{ 2, "CCIX write response: error without data" },
	{ 3, "CCIX read response: data error" },
	{ 4, "CCIX write response: data error" },
};

static const struct ras_code pcie_v2[] = {
	{ 0, "Parity error in data from the fabric (SDP)" },
};

static const struct ras_code xgmi_pcs[] = {
	{ 0, "Data lost" },
	{ 1, "Link training failed" },
	{ 2, "Flow control acknowledge error" },
	{ 3, "Receive FIFO underflow" },
	{ 4, "Receive FIFO overflow" },
	{ 5, "CRC error" },
	{ 6, "Bit error rate too high" },
	{ 7, "Transmit virtual channel data error" },
	{ 8, "Replay buffer parity error" },
	{ 9, "Data parity error" },
	{ 10, "Replay FIFO overflow" },
	{ 11, "Replay FIFO underflow" },
	{ 12, "Elastic FIFO overflow" },
	{ 13, "Deskew error" },
	{ 14, "Flow control CRC error" },
	{ 15, "Data did not start in time" },
	{ 16, "Flow control set-up timed out" },
	{ 17, "Recovery timed out" },
	{ 18, "Ready serial timed out" },
	{ 19, "Ready serial: too many attempts" },
	{ 20, "Recovery: too many attempts" },
	{ 21, "Recovery relock: too many attempts" },
	{ 22, "Replay: too many attempts" },
	{ 23, "Sync header error" },
	{ 24, "Transmit replay timed out" },
	{ 25, "Receive replay timed out" },
	{ 26, "LinkSub transmit timed out" },
	{ 27, "LinkSub receive timed out" },
	{ 28, "Bad command packet received" },
};

static const struct ras_code nbif[] = {
	{ 0, "Timeout from GMI" },
	{ 1, "SRAM ECC error" },
	{ 2, "Non-transparent bridge (NTB) error event" },
	{ 3, "Parity error in data from the fabric (SDP)" },
};

static const struct ras_code sata[] = {
	{ 0, "Parity error, port 0" },
	{ 1, "Parity error, port 1" },
	{ 2, "Parity error, port 2" },
	{ 3, "Parity error, port 3" },
	{ 4, "Parity error, port 4" },
	{ 5, "Parity error, port 5" },
	{ 6, "Parity error, port 6" },
	{ 7, "Parity error, port 7" },
};

static const struct ras_code usb[] = {
	{ 0, "S0 RAM 0: ECC or parity error" },
	{ 1, "S0 RAM 1: ECC or parity error" },
	{ 2, "S0 RAM 2: ECC or parity error" },
	{ 3, "PHY RAM 0: parity error" },
	{ 4, "PHY RAM 1: parity error" },
	{ 5, "Error response on AXI" },
};

static const struct ras_code usr_dp[] = {
	{ 0, "Master: command error" },
	{ 1, "Master: receive FIFO error" },
	{ 2, "Master: deskew error" },
	{ 3, "Master: detection timed out" },
	{ 4, "Master: flow control error" },
	{ 5, "Master: data valid FIFO error" },
	{ 6, "MAC link state error" },
	{ 7, "Deskew error" },
	{ 8, "Initialization timed out" },
	{ 9, "Initialization: too many attempts" },
	{ 10, "Recovery timed out" },
	{ 11, "Recovery: too many attempts" },
	{ 12, "Eye training timed out" },
	{ 13, "Data did not start in time" },
	{ 14, "Leaving LS0 failed" },
	{ 15, "PLL power state change timed out" },
	{ 16, "Receive FIFO error" },
	{ 17, "LCU error" },
	{ 18, "Converter (Conv): corrected ECC error" },
	{ 19, "Converter (Conv): uncorrected ECC error" },
	{ 21, "Received data lost" },
	{ 22, "Replay: corrected ECC error" },
	{ 23, "Replay: uncorrected ECC error" },
	{ 24, "CRC error" },
	{ 25, "Bit error rate too high" },
	{ 26, "Flow control set-up timed out" },
	{ 27, "Flow control set-up: too many attempts" },
	{ 28, "Replay timed out" },
	{ 29, "Replay: too many attempts" },
	{ 30, "Replay underflow" },
	{ 31, "Replay overflow" },
};

static const struct ras_code usr_cp[] = {
	{ 0, "Packet type error" },
	{ 1, "Receive FIFO error" },
	{ 2, "Deskew error" },
	{ 3, "Receiver detection timed out" },
	{ 4, "Data parity error" },
	{ 5, "Data lost" },
	{ 6, "LCU error" },
	{ 7, "HB1 handshake timed out" },
	{ 8, "HB2 handshake timed out" },
	{ 9, "Clock sleep response timed out" },
	{ 10, "Clock wake response timed out" },
	{ 11, "Reset attack" },
	{ 12, "Fatal error on the far side of the link" },
};

static const struct ras_code gmi_pcs[] = {
	{ 0, "Data lost" },
	{ 1, "Link training failed" },
	{ 2, "Replay parity error" },
	{ 3, "Receive FIFO underflow" },
	{ 4, "Receive FIFO overflow" },
	{ 5, "CRC error" },
	{ 6, "Bit error rate too high" },
	{ 7, "Transmit FIFO underflow" },
	{ 8, "Replay buffer parity error" },
	{ 9, "Transmit overflow" },
	{ 10, "Replay FIFO overflow" },
	{ 11, "Replay FIFO underflow" },
	{ 12, "Elastic FIFO overflow" },
	{ 13, "Deskew error" },
	{ 14, "Link is offline" },
	{ 15, "Data did not start in time" },
	{ 16, "Flow control set-up timed out" },
	{ 17, "Recovery timed out" },
	{ 18, "Ready serial timed out" },
	{ 19, "Ready serial: too many attempts" },
	{ 20, "Recovery: too many attempts" },
	{ 21, "Recovery relock: too many attempts" },
	{ 22, "Deskew aborted" },
	{ 23, "Receive buffer error" },
	{ 24, "Receive LFDS FIFO overflow" },
	{ 25, "Receive LFDS FIFO underflow" },
	{ 26, "LinkSub transmit timed out" },
	{ 27, "LinkSub receive timed out" },
	{ 28, "Bad command packet received" },
	{ 29, "LFDS training timed out" },
	{ 30, "LFDS flow control set-up timed out" },
	{ 31, "Data lost" },
};

/* All PHYs. */
static const struct ras_code phy[] = {
	{ 0, "RAM ECC error" },
	{ 1, "ARC processor: instruction buffer parity error" },
	{ 2, "ARC processor: data buffer parity error" },
	{ 3, "Peripheral bus (APB) error" },
};

#define CODES(A) (A), COUNT(A)
#define EVERYWHERE 0, 0, 0xff

/*
 * MCA_IPID values: Linux mce/amd.c, smca_hwid_mcatypes. Names: as 0.8.x has them. The first row
 * that fits is the one: models that differ stand above the rest.
 */
static const struct amd_block blocks[] = {
	{ 0xb0, 0x00, EVERYWHERE, AMD_PLACE_CORE, "Load Store Unit", CODES(ls) },
	{ 0xb0, 0x10, EVERYWHERE, AMD_PLACE_CORE, "Load Store Unit", CODES(ls_v2) },
	{ 0xb0, 0x01, EVERYWHERE, AMD_PLACE_CORE, "Instruction Fetch Unit", CODES(ifu) },
	{ 0xb0, 0x02, EVERYWHERE, AMD_PLACE_CORE, "L2 Cache", CODES(l2) },
	{ 0xb0, 0x03, EVERYWHERE, AMD_PLACE_CORE, "Decode Unit", CODES(de) },
	{ 0xb0, 0x05, EVERYWHERE, AMD_PLACE_CORE, "Execution Unit", CODES(ex) },
	{ 0xb0, 0x06, EVERYWHERE, AMD_PLACE_CORE, "Floating Point Unit", CODES(fp) },
	{ 0xb0, 0x07, EVERYWHERE, AMD_PLACE_CCX, "L3 Cache", CODES(l3) },
	{ 0x2e, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Coherent Slave", CODES(cs) },
	{ 0x2e, 0x01, EVERYWHERE, AMD_PLACE_INSTANCE, "Power, Interrupts, etc.", CODES(pie) },
	{ 0x2e, 0x02, 0x19, 0x10, 0x1f, AMD_PLACE_INSTANCE, "Coherent Slave", CODES(cs_v2_1384) },
	{ 0x2e, 0x02, 0x19, 0x60, 0x7b, AMD_PLACE_INSTANCE, "Coherent Slave", CODES(cs_v2_1384) },
	{ 0x2e, 0x02, 0x19, 0xa0, 0xaf, AMD_PLACE_INSTANCE, "Coherent Slave", CODES(cs_v2_1384) },
	{ 0x2e, 0x02, 0x1a, 0x40, 0x4f, AMD_PLACE_INSTANCE, "Coherent Slave", CODES(cs_v2_1384) },
	{ 0x2e, 0x02, EVERYWHERE, AMD_PLACE_INSTANCE, "Coherent Slave", CODES(cs_v2) },
	{ 0x2e, 0x04, EVERYWHERE, AMD_PLACE_INSTANCE, "Memory Attached Last Level Cache",
	  CODES(ma_llc) },
	{ 0x96, 0x00, 0x19, 0x90, 0x9f, AMD_PLACE_UMC_APU, "Unified Memory Controller",
	  CODES(umc_mi300a) },
	{ 0x96, 0x00, EVERYWHERE, AMD_PLACE_UMC, "Unified Memory Controller", CODES(umc) },
	{ 0x96, 0x01, EVERYWHERE, AMD_PLACE_UMC_HBM, "Unified Memory Controller V2",
	  CODES(umc_v2) },
	{ 0x05, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Parameter Block", CODES(pb) },
	{ 0xff, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Platform Security Processor", CODES(psp) },
	{ 0xff, 0x01, EVERYWHERE, AMD_PLACE_INSTANCE, "Platform Security Processor",
	  CODES(psp_v2) },
	{ 0x01, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "System Management Unit", CODES(smu) },
	{ 0x01, 0x01, EVERYWHERE, AMD_PLACE_INSTANCE, "System Management Unit", CODES(smu_v2) },
	{ 0x01, 0x02, EVERYWHERE, AMD_PLACE_INSTANCE, "Microprocessor 5 Unit", CODES(mp5) },
	{ 0x01, 0x03, EVERYWHERE, AMD_PLACE_INSTANCE, "MPDMA Unit", CODES(mpdma) },
	{ 0x18, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Northbridge IO Unit", CODES(nbio) },
	{ 0x46, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "PCI Express Unit", CODES(pcie) },
	{ 0x46, 0x01, EVERYWHERE, AMD_PLACE_INSTANCE, "PCI Express Unit", CODES(pcie_v2) },
	{ 0x50, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Ext Global Memory Interconnect PCS Unit",
	  CODES(xgmi_pcs) },
	{ 0x6c, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "NBIF Unit", CODES(nbif) },
	{ 0x80, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "System Hub Unit", CODES(nbif) },
	{ 0xa8, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "SATA Unit", CODES(sata) },
	{ 0xaa, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "USB Unit", CODES(usb) },
	{ 0x170, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Ultra Short Reach Data Plane Controller",
	  CODES(usr_dp) },
	{ 0x180, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE,
	  "Ultra Short Reach Control Plane Controller", CODES(usr_cp) },
	{ 0x241, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Global Memory Interconnect PCS Unit",
	  CODES(gmi_pcs) },
	{ 0x259, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Ext Global Memory Interconnect PHY Unit",
	  CODES(phy) },
	{ 0x267, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "WAFL PHY Unit", CODES(phy) },
	{ 0x269, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Global Memory Interconnect PHY Unit",
	  CODES(phy) },
	{ 0x00, 0x00, EVERYWHERE, AMD_PLACE_INSTANCE, "Reserved", NULL, 0 },
};

const struct amd_block *amd_smca_block(unsigned int hwid, unsigned int mcatype,
				       unsigned int family, unsigned int model)
{
	for (size_t i = 0; i < COUNT(blocks); i++)
		if (blocks[i].hwid == hwid && blocks[i].mcatype == mcatype &&
		    (!blocks[i].family ||
		     (blocks[i].family == family && model >= blocks[i].model_first &&
		      model <= blocks[i].model_last)))
			return &blocks[i];
	return NULL;
}
