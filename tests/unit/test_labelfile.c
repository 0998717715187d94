// SPDX-License-Identifier: GPL-2.0-or-later
/* Label files: what is taken from them, what is complained of, what wins. */
#include "tests/unit/unit.h"

#include <string.h>

#include "ctl/labelfile.h"

static const struct label_board board = { "ACME", "Board 9", "Reseller", "Server 1" };

struct heard {
	size_t n, line;
	bool ours;
	char text[256];
};

static void hear(void *ctx, size_t line, bool ours, const char *text)
{
	struct heard *h = ctx;
	struct ras_text t = RAS_TEXT(h->text);

	h->n++;
	h->line = line;
	h->ours = ours;
	ras_text_puts(&t, text);
}

/* The labels of the board as "0:1:0=A1 ..." in out; complaints in *h. */
static void labels(struct label_db *db, struct heard *h, const char *text, size_t len, char *out,
		   size_t size)
{
	struct ras_text t = ras_text_over(out, size);
	const struct label_list *list;

	*h = (struct heard){ .n = 0 };
	label_db_parse(db, &board, text, len, hear, h);
	list = label_db_chosen(db);
	for (size_t i = 0; i < list->n; i++) {
		ras_text_sep(&t, " ");
		edac_place_text(&list->v[i].place, &t);
		ras_text_add(&t, "=%s", list->v[i].text);
	}
}

static void expect_bytes(const char *text, size_t len, const char *want, size_t complaints)
{
	struct label_db db = { .files = 0 };
	struct heard h;
	char got[512];

	labels(&db, &h, text, len, got, sizeof(got));
	label_db_free(&db);
	assert_string_equal(got, want);
	assert_int_equal(h.n, complaints);
}

static void expect(const char *text, const char *want)
{
	expect_bytes(text, strlen(text), want, 0);
}

/* One complaint, about that line, that starts so. */
static void expect_complaint(const char *text, size_t line, bool ours, const char *start)
{
	struct label_db db = { .files = 0 };
	struct heard h;
	char got[512];

	labels(&db, &h, text, strlen(text), got, sizeof(got));
	label_db_free(&db);
	assert_int_equal(h.n, 1);
	assert_int_equal(h.line, line);
	assert_int_equal(h.ours, ours);
	assert_int_equal(strncmp(h.text, start, strlen(start)), 0);
}

#define OURS "Vendor: ACME\nModel: Board 9\n"

static void forms(void **state)
{
	(void)state;
	expect("", "");
	expect(OURS "A1: 0.0.0", "0:0:0=A1");
	expect(OURS "A1: 0.0", "0:0=A1");
	expect(OURS "A1: 12.0.3.15", "12:0:3:15=A1");
	expect(OURS "  A1 :0.0.0,0.1.0 ;\tA2: 0.0.1  0.1.1;;\r\n",
	       "0:0:0=A1 0:0:1=A2 0:1:0=A1 0:1:1=A2");
	expect(OURS "CPU_SrcID#0 Chan#1: 0.1.0", "0:1:0=CPU_SrcID#0 Chan#1");
	expect(OURS "P0:DIMM A: 0.0.0", "0:0:0=P0:DIMM A");
	expect("vEnDoR : acme\nBOARD: x, board 9 ; y\n# A0: 0.0.9\n\n   #\nA1: 0.0.0", "0:0:0=A1");
	/* 31 bytes are the most that the kernel takes (EDAC_MC_LABEL_LEN). */
	expect(OURS "1234567890123456789012345678901: 0.0", "0:0=1234567890123456789012345678901");
	expect(OURS "A1: 9999.9999", "9999:9999=A1");
	/* By number, not as text. */
	expect(OURS "B: 10.0; A: 9.0; D: 9.10; C: 9.9", "9:0=A 9:9=C 9:10=D 10:0=B");
}

static void which_board(void **state)
{
	(void)state;
	expect("Vendor: Other\nModel: Board 9\nA1: 0.0", "");
	expect("Vendor: ACME\nModel: Board\nA1: 0.0\nModel: Board 99\nA1: 0.0", "");
	expect(OURS "A1: 0.0\nModel: Board 8\nX: 0.1\nVendor: Other\nModel: Board 9\nY: 0.2",
	       "0:0=A1");
	/* Another board may have another number of layers. */
	expect("Vendor: ACME\nModel: Board 8\nX: 0.1\nModel: Board 9\nA1: 0.0.0", "0:0:0=A1");
	/* A product of the board's maker or of the system's; the model comes first. */
	expect("Vendor: ACME\nProduct: Server 1\nP: 0.0", "0:0=P");
	expect("Vendor: Reseller\nProduct: server 1\nP: 0.0", "0:0=P");
	expect("Vendor: Reseller\nModel: Board 9\nP: 0.0", "");
	expect("Vendor: ACME\nProduct: Server 1\nP: 0.0\nModel: Board 9\nM: 0.1", "0:1=M");
}

static void unknown_board(void **state)
{
	static const char text[] = "Vendor: A\nModel: , B\nX: 0.0\nProduct:\nY: 0.0\n";
	struct label_db db = { .files = 0 };
	struct heard h = { .n = 0 };

	(void)state;
	label_db_parse(&db, &(struct label_board){ "", "", "", "" }, text, sizeof(text) - 1, hear,
		       &h);
	assert_int_equal(label_db_chosen(&db)->n, 0);
	label_db_parse(&db, &(struct label_board){ "A", "", "A", "" }, text, sizeof(text) - 1, hear,
		       &h);
	assert_int_equal(label_db_chosen(&db)->n, 0);
	label_db_free(&db);
}

static void complaints(void **state)
{
	(void)state;
	expect_complaint("Vendor:\n", 1, false, "'': a vendor without a name");
	expect_complaint("\nModel: Board 9\n", 2, false,
			 "'Board 9': a model or product before any");
	expect_complaint("Vendor: ACME\nA1: 0.0\n", 2, false,
			 "'A1: 0.0': a label before any model");
	expect_complaint(OURS "A1 0.0\n", 3, true, "'A1 0.0': neither a label nor a keyword");
	expect_complaint("Vendor: ACME\nModel: X\nA1 0.0\n", 3, false, "'A1 0.0': neither");
	expect_complaint(OURS ": 0.0\n", 3, true, "': 0.0': no label before the ':'");
	expect_complaint(OURS "A1:\n", 3, true, "'A1:': no place after the ':'");
	expect_complaint(OURS "A1: 0\n", 3, true, "'0': no place of a DIMM");
	expect_complaint(OURS "A1: 0.0.0.0.0\n", 3, true, "'0.0.0.0.0': no place of a DIMM");
	expect_complaint(OURS "A1: 0.0.\n", 3, true, "'0.0.': no place of a DIMM");
	expect_complaint(OURS "A1: 0..0\n", 3, true, "'0..0': no place of a DIMM");
	expect_complaint(OURS "A1: 0.0x\n", 3, true, "'0.0x': no place of a DIMM");
	expect_complaint(OURS "A1: -1.0\n", 3, true, "'-1.0': no place of a DIMM");
	expect_complaint(OURS "A1: 0.18446744073709551616\n", 3, true,
			 "'0.18446744073709551616': no");
	expect_complaint(OURS "A1: 0.9999999999999999999999\n", 3, true,
			 "'0.9999999999999999999999': no");
	expect_complaint(OURS "A1: 0.10000\n", 3, true, "'0.10000': no place of a DIMM");
	expect_complaint(OURS "A1: 0.0.0\nA2: 0.1\n", 4, true, "'0.1': not as many layers");
	expect_complaint(OURS "12345678901234567890123456789012: 0.0\n", 3, true,
			 "'12345678901234567890123456789012: 0.0': the label is too long");
	expect_complaint(OURS "A\033[2J: 0.0\n", 3, true, "'A\\x1b[2J: 0.0': a control character");
	expect_complaint(OURS "A1: 0.0\nA2: 0.1\nA3: 0.0\n", 5, true,
			 "'A3': the place 0:0 already has a label in line 3");
}

static void the_rest_counts(void **state)
{
	static const char nul[] = OURS "A\0B: 0.0\nA1: 0.1";

	(void)state;
	expect_bytes(OURS "A1: 0.0 x 0.1; B1 ; C1: 0.2", strlen(OURS "A1: 0.0 x 0.1; B1 ; C1: 0.2"),
		     "0:0=A1 0:1=A1 0:2=C1", 2);
	expect_bytes(nul, sizeof(nul) - 1, "0:1=A1", 1);
	/* The last of a file wins, also in one line. */
	expect_bytes(OURS "A: 0.0\nB: 0.0\n", strlen(OURS "A: 0.0\nB: 0.0\n"), "0:0=B", 1);
	expect_bytes(OURS "A: 0.0; B: 0.0", strlen(OURS "A: 0.0; B: 0.0"), "0:0=B", 1);
	/* Said twice is not said wrongly. */
	expect(OURS "A: 0.0\nA: 0.0\n", "0:0=A");
}

static void later_file_wins(void **state)
{
	static const char first[] = OURS "A: 0.0; B: 0.1", second[] = OURS "C: 0.0";
	struct label_db db = { .files = 0 };
	struct heard h;
	char got[64];

	(void)state;
	labels(&db, &h, first, sizeof(first) - 1, got, sizeof(got));
	labels(&db, &h, second, sizeof(second) - 1, got, sizeof(got));
	label_db_free(&db);
	assert_string_equal(got, "0:0=C 0:1=B");
	assert_int_equal(h.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),           cmocka_unit_test(which_board),
		cmocka_unit_test(unknown_board),   cmocka_unit_test(complaints),
		cmocka_unit_test(the_rest_counts), cmocka_unit_test(later_file_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
