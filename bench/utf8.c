/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The validation of UTF-8, which every page goes through, by each way that this machine has.
 *
 *     bench-utf8 [--rounds N] FILE|FOLDER...
 *
 * The pages as they are are mostly ASCII. Beside them stand the same pages as they would be in
 * Russian and in Chinese: of the text between tags each letter is made a Cyrillic one, or each
 * three letters two Han characters; markup and scripts stay. A page's time is the least over the
 * rounds; a page with an error is validated up to it, and left out. The last line is JSON, of the
 * pages as they are and the way that the library takes.
 */
#include "pages.h"

#include "core/string.h"
#include "core/utf8.h"
#include "core/utf8_kernels.h"

enum { MAX_KERNELS = 8, FORMS = 3 };

static const char *const form_names[FORMS] = {"as they are", "Cyrillic", "Chinese"};

typedef struct measured {
    double seconds[FORMS][MAX_KERNELS];
    size_t bytes[FORMS];
} measured;

/* ---- The same page in another script -------------------------------------------------------- */

static char *put_cyrillic(char *out, char letter) {
    return out + dateline_utf8_encode(0x430 + (uint32_t)(dateline_lower(letter) - 'a'), out);
}

static char *put_han(char *out, char letter, unsigned place) {
    if (place % 3 == 2)
        return out;
    uint32_t code = 0x4E00 + ((uint32_t)letter * 611 + place * 37) % 0x5000;
    return out + dateline_utf8_encode(code, out);
}

/* Behind a tag's '>'; for a script or style, behind its end tag's. */
static const char *behind_tag(const char *at, const char *end) {
    dateline_string rest = {at, (size_t)(end - at)};
    const char *const raw[] = {"<script", "<style"};
    for (unsigned i = 0; i < 2; i++) {
        if (!dateline_string_starts_nocase(rest, dateline_string_of(raw[i])))
            continue;
        size_t close = dateline_string_find_nocase(
            rest, i ? DATELINE_LITERAL("</style") : DATELINE_LITERAL("</script"), 0);
        at = close == SIZE_MAX ? end : at + close;
    }
    const char *close = memchr(at, '>', (size_t)(end - at));
    return close ? close + 1 : end;
}

static size_t translate(const char *page, size_t length, unsigned form, char *copy) {
    const char *end = page + length;
    char *out = copy;
    for (const char *at = page; at < end;) {
        if (*at == '<') {
            const char *next = behind_tag(at, end);
            memcpy(out, at, (size_t)(next - at));
            out += next - at;
            at = next;
        } else if (dateline_is_letter(*at)) {
            out = form == 1 ? put_cyrillic(out, *at) : put_han(out, *at, (unsigned)(at - page));
            at++;
        } else {
            *out++ = *at++;
        }
    }
    return (size_t)(out - copy);
}

/* ---- Measuring ------------------------------------------------------------------------------ */

static void validate(const char *text, size_t length, measured *page, unsigned form) {
    for (unsigned k = 0; dateline_utf8_kernels[k].name; k++) {
        if (!dateline_utf8_kernels[k].available())
            continue;
        double start = cpu_seconds();
        size_t valid = dateline_utf8_valid_length_by(&dateline_utf8_kernels[k], text, length);
        double spent = cpu_seconds() - start;
        if (valid != length)
            return;
        if (!page->bytes[form] || page->seconds[form][k] == 0 || spent < page->seconds[form][k])
            page->seconds[form][k] = spent;
    }
    page->bytes[form] = length;
}

static void report(const measured *pages, unsigned count) {
    printf("%-12s", "GB/s");
    for (unsigned k = 0; dateline_utf8_kernels[k].name; k++)
        printf(" %10s", dateline_utf8_kernels[k].name);
    printf("\n");
    double summary = 0;
    size_t summary_bytes = 0;
    unsigned summary_pages = 0;
    for (unsigned form = 0; form < FORMS; form++) {
        printf("%-12s", form_names[form]);
        for (unsigned k = 0; dateline_utf8_kernels[k].name; k++) {
            double seconds = 0;
            size_t bytes = 0;
            unsigned valid = 0;
            for (unsigned i = 0; i < count; i++) {
                seconds += pages[i].seconds[form][k];
                bytes += pages[i].bytes[form];
                valid += pages[i].bytes[form] != 0;
            }
            printf(" %10.2f", seconds > 0 ? (double)bytes / 1e9 / seconds : 0);
            if (form == 0 && summary == 0 && seconds > 0) {
                summary = seconds;
                summary_bytes = bytes;
                summary_pages = valid;
            }
        }
        printf("\n");
    }
    print_summary(summary_pages, summary_bytes, summary);
}

int main(int argc, char **argv) {
    page_list list = {0};
    unsigned rounds = 3;
    open_pages(&list, argc, argv, &rounds);
    measured *pages = calloc(list.count, sizeof *pages);
    char *copy = malloc((size_t)2 * MAX_PAGE);
    if (!pages || !copy)
        fatal("no memory", "start");
    for (unsigned round = 0; round < rounds; round++) {
        for (unsigned i = 0; i < list.count; i++) {
            read_page(&list, i);
            validate(list.page, list.length, &pages[i], 0);
            for (unsigned form = 1; form < FORMS; form++)
                validate(copy, translate(list.page, list.length, form, copy), &pages[i], form);
        }
    }
    report(pages, list.count);
    free(copy);
    free(pages);
    close_pages(&list);
    return 0;
}
