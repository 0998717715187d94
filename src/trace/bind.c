// SPDX-License-Identifier: GPL-2.0-or-later
/* From a kernel's format files to plain loads: worked out once, used for each record. */
#include "trace/bind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <traceevent/event-parse.h>

#include "core/file.h"
#include "trace/formattext.h"

/* A number of the format and the kernel's text for it. */
struct symbol {
	int64_t value;
	char *text;
};

enum load_kind {
	LOAD_INT,
	LOAD_SYMBOL,
	LOAD_FIXED,   /* an array inside the record */
	LOAD_REST,    /* an array without length: up to the end of the record */
	LOAD_DYNAMIC, /* __data_loc: length and offset from the start of the record */
	LOAD_RELATIVE /* __rel_loc: length and offset from the end of the word itself */
};

/* One field: where it is in the record, what it is, where it goes. */
struct load {
	enum load_kind kind;
	enum ras_type type;
	bool sign;
	size_t src, size;   /* in the record */
	size_t elem;        /* of an array */
	size_t dst;         /* in the event's struct */
	struct symbol *symbols;
	size_t nsymbols;
};

struct binding {
	const struct ras_class *cls;
	const struct ras_tracepoint *row; /* of cls, if tracepoint is one of its own */
	char tracepoint[128];
	uint16_t id;
	uint8_t next;      /* index + 1 of the next class that has this id; 0: none */
	size_t pid_offset; /* of common_pid; 0: none */
	struct load *loads;
	size_t nloads;
};

enum { IDS = 65536, MAX_BINDINGS = 128, MAX_FORMAT = 1 << 20 };

struct ras_formats {
	char *root;
	struct ras_page_layout layout;
	struct binding bindings[MAX_BINDINGS];
	size_t nbindings;
	uint8_t by_id[IDS]; /* index + 1 of the first in bindings; 0: not bound */
};

static void binding_clear(struct binding *b)
{
	for (size_t i = 0; i < b->nloads; i++) {
		for (size_t k = 0; k < b->loads[i].nsymbols; k++)
			free(b->loads[i].symbols[k].text);
		free(b->loads[i].symbols);
	}
	free(b->loads);
	memset(b, 0, sizeof(*b));
}

void ras_formats_free(struct ras_formats *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->nbindings; i++)
		binding_clear(&f->bindings[i]);
	free(f->root);
	free(f);
}

struct ras_formats *ras_formats_open(const char *root, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_formats *f = calloc(1, sizeof(*f));
	char *header = NULL, path[4096];
	size_t len;
	int saved;

	if (!f || !(f->root = strdup(root)))
		goto fail;
	if ((size_t)snprintf(path, sizeof(path), "%s/events/header_page", root) >= sizeof(path)) {
		errno = ENAMETOOLONG;
		goto fail;
	}
	header = ras_file_read(path, MAX_FORMAT, &len);
	if (!header) {
		ras_text_add(&e, "%s: %s", path, strerror(errno));
		goto fail;
	}
	if (ras_page_layout_parse(&f->layout, header)) {
		ras_text_add(&e, "%s: no fields 'commit' and 'data' of a ring-buffer page in it",
			     path);
		errno = EINVAL;
		goto fail;
	}
	free(header);
	f->layout.big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
	return f;
fail:
	saved = errno ? errno : ENOMEM;
	free(header);
	ras_formats_free(f);
	if (!e.len)
		ras_text_add(&e, "%s: %s", root, strerror(saved));
	errno = saved;
	return NULL;
}

struct ras_page_layout *ras_formats_layout(struct ras_formats *f)
{
	return &f->layout;
}

/* The table that the print fmt has for a field of that name; a field without one has none. */
static int load_symbols(struct load *l, const char *print_fmt, const char *name)
{
	const char *const table = ras_format_symbols(print_fmt, name), *at = table;
	struct ras_format_symbol sym;
	size_t n = 0;

	while (at && ras_format_symbol(&at, &sym))
		n++;
	if (!n)
		return 0;
	l->symbols = calloc(n, sizeof(*l->symbols));
	if (!l->symbols)
		return -1;
	for (at = table; l->nsymbols < n && ras_format_symbol(&at, &sym); l->nsymbols++) {
		struct symbol *to = &l->symbols[l->nsymbols];

		to->value = sym.value;
		to->text = strndup(sym.text, sym.len);
		if (!to->text)
			return -1;
	}
	return 0;
}

/* Fill in l for a class's field that is src in the format. 0, 1 when their kinds do not fit. */
static int plan(struct load *l, const struct ras_field *f, const char *print_fmt,
		const struct tep_format_field *src)
{
	/* A struct (a GUID) is neither array nor number: its bytes as they are. */
	bool array = src->flags & (TEP_FIELD_IS_ARRAY | TEP_FIELD_IS_DYNAMIC) ||
		     f->type == RAS_BYTES;
	bool wants_array = f->type == RAS_STR || f->type == RAS_BYTES || f->type == RAS_WORDS;

	*l = (struct load){ .type = f->type, .dst = f->offset };
	if (src->offset < 0 || src->size < 0 || array != wants_array)
		return 1;
	l->src = (size_t)src->offset;
	l->size = (size_t)src->size;
	l->elem = src->elementsize ? src->elementsize : 1;
	l->sign = src->flags & TEP_FIELD_IS_SIGNED;
	if (src->flags & TEP_FIELD_IS_DYNAMIC) {
		l->kind = (src->flags & TEP_FIELD_IS_RELATIVE) ? LOAD_RELATIVE : LOAD_DYNAMIC;
		return l->size != 4;
	}
	if (array) {
		l->kind = l->size ? LOAD_FIXED : LOAD_REST;
		return f->type == RAS_WORDS && l->elem != sizeof(uint32_t);
	}
	l->kind = LOAD_INT;
	if (l->size != 1 && l->size != 2 && l->size != 4 && l->size != 8)
		return 1;
	if (f->type == RAS_SYMBOL) {
		l->kind = LOAD_SYMBOL;
		if (load_symbols(l, print_fmt, src->name))
			return -1;
	}
	return 0;
}

static struct tep_format_field *source(struct tep_event *event, const struct ras_field *f)
{
	struct tep_format_field *src = f->source ? tep_find_field(event, f->source) : NULL;

	return src || !f->also ? src : tep_find_field(event, f->also);
}

static int binding_fill(struct binding *b, struct tep_event *event, const char *print_fmt)
{
	const struct tep_format_field *pid = tep_find_common_field(event, "common_pid");

	if (pid && pid->size == 4 && pid->offset > 0)
		b->pid_offset = (size_t)pid->offset;
	b->loads = calloc(b->cls->nfields ? b->cls->nfields : 1, sizeof(*b->loads));
	if (!b->loads)
		return -1;
	for (size_t i = 0; i < b->cls->nfields; i++) {
		const struct tep_format_field *src = source(event, &b->cls->fields[i]);
		int rc;

		if (!src)
			continue;
		rc = plan(&b->loads[b->nloads], &b->cls->fields[i], print_fmt, src);
		if (rc < 0) {
			b->nloads++; /* its symbols are freed with the others */
			return -1;
		}
		b->nloads += !rc;
	}
	return 0;
}

/* Read one format file and plan b by it. 0, or -1 with errno. */
static int binding_parse(struct binding *b, const struct ras_formats *f, const char *tracepoint)
{
	const char *slash = strchr(tracepoint, '/');
	static const char no_print_fmt[] = "\nprint fmt: \"\"\n";
	char path[4096], system[64], *text = NULL, *plain = NULL;
	struct tep_handle *tep = NULL;
	struct tep_event *event;
	size_t len, fields;
	int rc = -1;

	errno = EINVAL;
	if (!slash || (size_t)(slash - tracepoint) >= sizeof(system) ||
	    (size_t)snprintf(path, sizeof(path), "%s/events/%s/format", f->root, tracepoint) >=
		    sizeof(path))
		return -1;
	memcpy(system, tracepoint, (size_t)(slash - tracepoint));
	system[slash - tracepoint] = '\0';
	text = ras_file_read(path, MAX_FORMAT, &len);
	if (!text)
		return -1;
	errno = EINVAL;
	if (!ras_format_fields(text, &fields))
		goto out;
	errno = ENOMEM;
	plain = malloc(fields + sizeof(no_print_fmt));
	tep = tep_alloc();
	if (!plain || !tep)
		goto out;
	memcpy(plain, text, fields);
	memcpy(plain + fields, no_print_fmt, sizeof(no_print_fmt));
	tep_set_loglevel(TEP_LOG_NONE);
	tep_set_long_size(tep, (int)f->layout.commit_size);
	/* The fields alone: the library's reader of print fmt does not stand any text. */
	(void)tep_parse_event(tep, plain, fields + sizeof(no_print_fmt) - 1, system);
	event = tep_find_event_by_name(tep, system, slash + 1);
	if (!event || event->id <= 0 || event->id >= IDS) {
		errno = EINVAL;
		goto out;
	}
	b->id = (uint16_t)event->id;
	rc = binding_fill(b, event, text + fields);
out:
	if (tep)
		tep_free(tep);
	free(plain);
	free(text);
	return rc;
}

/* The classes of each id, in the order in which they were bound. */
static void index_bindings(struct ras_formats *f)
{
	memset(f->by_id, 0, sizeof(f->by_id));
	for (size_t i = f->nbindings; i-- > 0;) {
		f->bindings[i].next = f->by_id[f->bindings[i].id];
		f->by_id[f->bindings[i].id] = (uint8_t)(i + 1);
	}
}

int ras_formats_bind(struct ras_formats *f, const struct ras_class *cls, const char *tracepoint)
{
	struct binding b = { .cls = cls };
	struct ras_text name = RAS_TEXT(b.tracepoint);
	size_t at;
	int saved;

	ras_text_puts(&name, tracepoint);
	for (const struct ras_tracepoint *tp = cls->tracepoints; tp && tp->name; tp++)
		if (!strcmp(tp->name, tracepoint))
			b.row = tp;
	for (at = 0; at < f->nbindings; at++)
		if (f->bindings[at].cls == cls && !strcmp(f->bindings[at].tracepoint, tracepoint))
			break;
	errno = ENOSPC;
	if (at == MAX_BINDINGS || name.cut || binding_parse(&b, f, tracepoint)) {
		saved = errno;
		binding_clear(&b);
		errno = saved;
		return -1;
	}
	if (at < f->nbindings)
		binding_clear(&f->bindings[at]);
	else
		f->nbindings++;
	f->bindings[at] = b;
	index_bindings(f);
	return 0;
}

static const struct binding *at_index(const struct ras_formats *f, size_t index)
{
	return index ? &f->bindings[index - 1] : NULL;
}

/* The first binding of a record's type. */
static const struct binding *find(const struct ras_formats *f, const struct ras_record *rec)
{
	/* common_type is the first field of each record, in every kernel. */
	if (rec->len < 2)
		return NULL;
	return at_index(f, f->by_id[ras_load(rec->data, 2, f->layout.big_endian)]);
}

const struct ras_class *ras_formats_class(const struct ras_formats *f,
					  const struct ras_record *rec, size_t n)
{
	const struct binding *b = find(f, rec);

	while (b && n--)
		b = at_index(f, b->next);
	return b ? b->cls : NULL;
}

const char *ras_formats_tracepoint(const struct ras_formats *f, const struct ras_record *rec)
{
	const struct binding *b = find(f, rec);

	return b ? b->tracepoint : NULL;
}

static uint64_t load_int(const struct load *l, const struct ras_record *rec, bool big_endian)
{
	uint64_t v = ras_load(rec->data + l->src, l->size, big_endian);

	if (l->sign && l->size < 8) {
		uint64_t top = 1ULL << (8 * l->size - 1);

		v = (v ^ top) - top;
	}
	return v;
}

static struct ras_str symbol_text(const struct load *l, int64_t v, struct ras_event *ev)
{
	struct ras_text t;

	for (size_t i = 0; i < l->nsymbols; i++)
		if (l->symbols[i].value == v)
			return ras_event_str(ev, l->symbols[i].text, strlen(l->symbols[i].text));
	t = ras_event_text(ev, 32);
	ras_text_puts(&t, "unknown (");
	ras_text_s64(&t, v);
	ras_text_putc(&t, ')');
	return ras_event_text_end(ev, &t);
}

static struct ras_words load_words(const uint8_t *p, size_t len, struct ras_event *ev,
				   bool big_endian)
{
	size_t n = len / sizeof(uint32_t);
	uint32_t *to = ras_event_alloc(ev, n * sizeof(uint32_t));

	if (!to)
		return (struct ras_words){ NULL, 0 };
	for (size_t i = 0; i < n; i++)
		to[i] = (uint32_t)ras_load(p + i * sizeof(uint32_t), sizeof(uint32_t), big_endian);
	return (struct ras_words){ to, n };
}

/* Where an array's bytes are in the record: 0, or -1 when that is not inside of it. */
static int array_bounds(const struct load *l, const struct ras_record *rec, bool big_endian,
			size_t *at, size_t *len)
{
	uint32_t loc;

	*at = l->src;
	*len = l->size;
	if (l->kind == LOAD_REST) {
		*len = rec->len - l->src; /* src is inside: the caller looked */
	} else if (l->kind != LOAD_FIXED) {
		loc = (uint32_t)ras_load(rec->data + l->src, sizeof(loc), big_endian);
		*len = loc >> 16;
		*at = loc & 0xffff;
		if (l->kind == LOAD_RELATIVE)
			*at += l->src + sizeof(loc);
	}
	return *at > rec->len || *len > rec->len - *at ? -1 : 0;
}

static int load_array(const struct load *l, const struct ras_record *rec, struct ras_event *ev,
		      bool big_endian)
{
	void *dst = (char *)ev + l->dst;
	const uint8_t *p;
	size_t at, len;

	if (array_bounds(l, rec, big_endian, &at, &len))
		return -1;
	p = rec->data + at;
	if (l->type == RAS_STR) {
		*(struct ras_str *)dst = ras_event_str(ev, (const char *)p,
						       strnlen((const char *)p, len));
	} else if (l->type == RAS_WORDS) {
		*(struct ras_words *)dst = load_words(p, len, ev, big_endian);
	} else {
		void *copy = ras_event_alloc(ev, len);

		if (copy) {
			memcpy(copy, p, len);
			*(struct ras_bytes *)dst = (struct ras_bytes){ copy, len };
		}
	}
	return 0;
}

void ras_formats_load(const struct ras_formats *f, const struct ras_record *rec,
		      struct ras_event *ev, struct ras_counters *counters)
{
	const struct binding *b = find(f, rec);
	const bool big = f->layout.big_endian;

	while (b && b->cls != ev->cls)
		b = at_index(f, b->next);
	if (!b)
		return;
	ev->tracepoint = b->row;
	ev->trace_ns = rec->ts;
	if (b->pid_offset && b->pid_offset + 4 <= rec->len)
		ev->pid = (int32_t)ras_load(rec->data + b->pid_offset, 4, big);
	for (size_t i = 0; i < b->nloads; i++) {
		const struct load *l = &b->loads[i];
		bool inside = l->src <= rec->len && l->size <= rec->len - l->src;
		void *dst = (char *)ev + l->dst;

		if (inside && l->kind == LOAD_INT) {
			ras_put_int(dst, ras_type_size(l->type), load_int(l, rec, big));
		} else if (inside && l->kind == LOAD_SYMBOL) {
			*(struct ras_str *)dst =
				symbol_text(l, (int64_t)load_int(l, rec, big), ev);
		} else if (!inside || load_array(l, rec, ev, big)) {
			ras_count(counters, RAS_C_FIELD_BAD);
		}
	}
}
