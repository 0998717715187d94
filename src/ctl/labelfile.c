// SPDX-License-Identifier: GPL-2.0-or-later
/* Label database files: which DIMM slot of a mainboard is silk-screened how. */
#include "ctl/labelfile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ctl/number.h"

#define ACCEPTED_LABEL "accepted is LABEL: PLACE[, PLACE]...[; LABEL: ...]"
#define ACCEPTED_PLACE "accepted is MC.POS, MC.POS.POS or MC.POS.POS.POS"

#define QUOTE_MAX  60    /* bytes of a bad line that a complaint repeats */
#define LABELS_MAX 65536 /* of one board: four times what EDAC_MAX_DIMMS allows for */

/* A stretch of the file's text. */
struct span {
	const char *s;
	size_t n;
};

struct parser {
	struct label_db *db;
	const struct label_board *board;
	label_complain *complain;
	void *ctx;
	size_t line;
	struct span vendor;      /* n is 0 before the first */
	bool in_block;           /* after Model or Product */
	struct label_list *list; /* where this block's labels go; NULL: another machine's */
	unsigned int layers;     /* of the block, 0 before its first place */
	size_t labels;           /* taken from this file */
};

static struct span trim(struct span t)
{
	while (t.n && isspace((unsigned char)t.s[0])) {
		t.s++;
		t.n--;
	}
	while (t.n && isspace((unsigned char)t.s[t.n - 1]))
		t.n--;
	return t;
}

/* Cut the next piece that ends at one of the bytes in seps off rest; false when rest is empty. */
static bool next_piece(struct span *rest, const char *seps, struct span *piece)
{
	size_t n = 0;

	if (!rest->n)
		return false;
	/* strchr would find the NUL that ends seps. */
	while (n < rest->n && (!rest->s[n] || !strchr(seps, rest->s[n])))
		n++;
	*piece = trim((struct span){ rest->s, n });
	if (n < rest->n)
		n++;
	rest->s += n;
	rest->n -= n;
	return true;
}

static bool same(struct span a, const char *b)
{
	return a.n && a.n == strlen(b) && strncasecmp(a.s, b, a.n) == 0;
}

static void complain(const struct parser *p, struct span what, const char *why)
{
	char buf[384];
	struct ras_text t = RAS_TEXT(buf);

	ras_text_putc(&t, '\'');
	ras_text_clean(&t, what.s, what.n < QUOTE_MAX ? what.n : QUOTE_MAX);
	ras_text_puts(&t, what.n > QUOTE_MAX ? "...': " : "': ");
	ras_text_puts(&t, why);
	p->complain(p->ctx, p->line, p->list != NULL, buf);
}

static void open_vendor(struct parser *p, struct span value)
{
	p->vendor = value;
	p->in_block = false;
	p->list = NULL;
	if (!value.n)
		complain(p, value, "a vendor without a name; accepted is Vendor: NAME");
}

static void open_block(struct parser *p, struct span value, struct label_list *list, bool ours,
		       const char *name)
{
	struct span rest = value, one;

	p->in_block = true;
	p->list = NULL;
	p->layers = 0;
	if (!p->vendor.n) {
		complain(p, value,
			 "a model or product before any vendor; accepted is a line "
			 "Vendor: NAME above it");
		return;
	}
	while (next_piece(&rest, ",;", &one))
		if (ours && same(one, name))
			p->list = list;
}

static void open_model(struct parser *p, struct span value)
{
	open_block(p, value, &p->db->model, same(p->vendor, p->board->vendor), p->board->model);
}

static void open_product(struct parser *p, struct span value)
{
	bool ours = same(p->vendor, p->board->vendor) || same(p->vendor, p->board->sys_vendor);

	open_block(p, value, &p->db->product, ours, p->board->product);
}

static const struct {
	const char *keyword;
	void (*open)(struct parser *p, struct span value);
} keywords[] = {
	{ "vendor", open_vendor },
	{ "model", open_model },
	{ "board", open_model },
	{ "product", open_product },
};

static bool keyword_line(struct parser *p, struct span line)
{
	const char *colon = memchr(line.s, ':', line.n);
	struct span word, value;

	if (!colon)
		return false;
	word = trim((struct span){ line.s, (size_t)(colon - line.s) });
	value = trim((struct span){ colon + 1, line.n - (size_t)(colon + 1 - line.s) });
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		if (same(word, keywords[i].keyword)) {
			keywords[i].open(p, value);
			return true;
		}
	}
	return false;
}

static bool parse_place(struct span s, struct edac_place *out)
{
	unsigned int numbers[1 + EDAC_LAYERS], n = 0;

	for (;;) {
		uint64_t v;
		size_t digits = ctl_number(s.s, s.n, EDAC_MAX_INDEX, &v);

		if (!digits || n == sizeof(numbers) / sizeof(numbers[0]))
			return false;
		numbers[n++] = (unsigned int)v;
		s.s += digits;
		s.n -= digits;
		if (!s.n)
			break;
		if (*s.s != '.')
			return false;
		s.s++;
		s.n--;
	}
	if (n < 2)
		return false;
	*out = (struct edac_place){ .mc = numbers[0], .layers = n - 1 };
	memcpy(out->pos, numbers + 1, (n - 1) * sizeof(numbers[0]));
	return true;
}

static void add(struct parser *p, struct span name, const struct edac_place *place)
{
	struct label_list *list = p->list;
	struct label *at;

	if (list->n == LABELS_MAX) {
		complain(p, name, "more labels than any board has");
		return;
	}
	if (list->n == list->room) {
		size_t room = list->room ? 2 * list->room : 32;
		struct label *grown = realloc(list->v, room * sizeof(*grown));

		if (!grown) {
			p->db->no_memory = true;
			return;
		}
		list->v = grown;
		list->room = room;
	}
	at = &list->v[list->n++];
	*at = (struct label){
		.place = *place, .file = p->db->files, .line = p->line, .nth = p->labels++
	};
	memcpy(at->text, name.s, name.n);
}

static void add_place(struct parser *p, struct span name, struct span text)
{
	struct edac_place place;

	if (!parse_place(text, &place)) {
		complain(p, text, "no place of a DIMM; " ACCEPTED_PLACE);
		return;
	}
	if (!p->layers)
		p->layers = place.layers;
	if (place.layers != p->layers) {
		complain(p, text,
			 "not as many layers as the places above; accepted is the same "
			 "number for all of a board");
		return;
	}
	if (p->list)
		add(p, name, &place);
}

/* What the kernel would refuse, or what would spoil a line of text that the label stands in. */
static const char *bad_label(struct span name)
{
	if (!name.n)
		return "no label before the ':'; " ACCEPTED_LABEL;
	if (name.n > EDAC_LABEL_LEN)
		return "the label is too long; accepted are 31 bytes";
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.s[i] < ' ' || name.s[i] == 0x7f)
			return "a control character in the label; accepted is printable text";
	return NULL;
}

static void label_piece(struct parser *p, struct span piece)
{
	struct span name, rest, place;
	const char *why;
	size_t places = 0, colon = piece.n;

	/* The last colon: a label may hold some itself. */
	while (colon && piece.s[colon - 1] != ':')
		colon--;
	if (!colon) {
		complain(p, piece, "neither a label nor a keyword; " ACCEPTED_LABEL);
		return;
	}
	name = trim((struct span){ piece.s, colon - 1 });
	rest = (struct span){ piece.s + colon, piece.n - colon };
	why = bad_label(name);
	if (why) {
		complain(p, piece, why);
		return;
	}
	while (next_piece(&rest, ", \t", &place)) {
		if (!place.n)
			continue;
		add_place(p, name, place);
		places++;
	}
	if (!places)
		complain(p, piece, "no place after the ':'; " ACCEPTED_LABEL);
}

static void parse_line(struct parser *p, struct span line)
{
	struct span piece;

	if (!line.n || line.s[0] == '#' || keyword_line(p, line))
		return;
	if (!p->in_block) {
		complain(p, line,
			 "a label before any model or product; accepted is a line "
			 "Model: NAME or Product: NAME above it");
		return;
	}
	while (next_piece(&line, ";", &piece))
		if (piece.n)
			label_piece(p, piece);
}

static int cmp_label(const void *a, const void *b)
{
	const struct label *x = a, *y = b;
	int c = edac_place_cmp(&x->place, &y->place);

	if (c)
		return c;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

/* Sort by place; say where one file gives two labels to a place; keep the last of each. */
static void settle(struct parser *p, struct label_list *list)
{
	size_t kept = 0;

	if (!list->n)
		return;
	qsort(list->v, list->n, sizeof(*list->v), cmp_label);
	for (size_t i = 0; i < list->n; i++) {
		struct label *prev = kept ? &list->v[kept - 1] : NULL, *cur = &list->v[i];

		if (!prev || edac_place_cmp(&prev->place, &cur->place) != 0) {
			list->v[kept++] = *cur;
			continue;
		}
		if (prev->file == cur->file && strcmp(prev->text, cur->text) != 0) {
			char why[96];
			struct ras_text t = RAS_TEXT(why);

			ras_text_puts(&t, "the place ");
			edac_place_text(&cur->place, &t);
			ras_text_add(&t, " already has a label in line %zu", prev->line);
			p->line = cur->line;
			p->list = list;
			complain(p, (struct span){ cur->text, strlen(cur->text) }, why);
		}
		*prev = *cur;
	}
	list->n = kept;
}

void label_db_parse(struct label_db *db, const struct label_board *board, const char *text,
		    size_t len, label_complain *fn, void *ctx)
{
	struct parser p = { .db = db, .board = board, .complain = fn, .ctx = ctx };
	struct span rest = { text, len }, line;

	while (next_piece(&rest, "\n", &line)) {
		p.line++;
		parse_line(&p, line);
	}
	settle(&p, &db->model);
	settle(&p, &db->product);
	db->files++;
}

const struct label_list *label_db_chosen(const struct label_db *db)
{
	return db->model.n ? &db->model : &db->product;
}

void label_db_free(struct label_db *db)
{
	free(db->model.v);
	free(db->product.v);
	*db = (struct label_db){ .files = 0 };
}
