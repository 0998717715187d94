// SPDX-License-Identifier: GPL-2.0-or-later
/* What firmware says of the machine (SMBIOS/DMI): mainboard, system, memory slots. */
#include "ctl/dmi.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/text.h"

#define ID_MAX    4096       /* a sysfs attribute is one page at most */
#define TABLE_MAX (4u << 20) /* real ones have some ten KiB */

/* root/dir/name; NULL with errno when it cannot be read. */
static char *read_under(const char *root, const char *dir, const char *name, size_t max,
			size_t *len)
{
	char path[PATH_MAX];
	struct ras_text t = RAS_TEXT(path);

	ras_text_add(&t, "%s/%s/%s", root, dir, name);
	if (t.cut) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	return ras_file_read(path, max, len);
}

static void read_id(const char *root, const char *name, char buf[static DMI_NAME_LEN])
{
	struct ras_text t = ras_text_over(buf, DMI_NAME_LEN);
	size_t len;
	char *text = read_under(root, "sys/class/dmi/id", name, ID_MAX, &len), *s = text;

	if (!text)
		return;
	while (isspace((unsigned char)*s))
		s++;
	len = strlen(s);
	while (len && isspace((unsigned char)s[len - 1]))
		len--;
	ras_text_putn(&t, s, len);
	free(text);
}

void dmi_read_board(struct dmi_board *b, const char *root)
{
	*b = (struct dmi_board){ .vendor = "" };
	read_id(root, "sys_vendor", b->sys_vendor);
	read_id(root, "product_name", b->product);
	read_id(root, "board_vendor", b->vendor);
	read_id(root, "board_name", b->model);
	/* Small machines have no baseboard structure; the system's names then stand for it. */
	if (!b->vendor[0])
		memcpy(b->vendor, b->sys_vendor, sizeof(b->vendor));
	if (!b->model[0])
		memcpy(b->model, b->product, sizeof(b->model));
}

uint8_t *dmi_read_table(const char *root, size_t *len)
{
	return (uint8_t *)read_under(root, "sys/firmware/dmi/tables", "DMI", TABLE_MAX, len);
}
