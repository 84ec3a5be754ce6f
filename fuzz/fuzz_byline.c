/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bylines in any text. The first byte chooses trust and language. What must hold: names are valid
 * UTF-8, none empty, none twice; and a name can be read again.
 */
#include "core/utf8.h"
#include "metadata/byline.h"

#include <stdlib.h>

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

enum { LONGEST_NAME = 80 };

static void check_names(const dateline_byline *byline) {
    MUST(byline->count <= DATELINE_BYLINE_NAMES);
    for (unsigned i = 0; i < byline->count; i++) {
        dateline_string name = byline->names[i];
        MUST(name.length >= 1 && name.length <= LONGEST_NAME);
        MUST(dateline_utf8_valid_length(name.data, name.length) == name.length);
        dateline_is_full_name(name);
        for (unsigned j = 0; j < i; j++)
            MUST(!dateline_string_equal(byline->names[j], name));
    }
    MUST(!byline->agency.data || byline->agency.length);
}

/* A name is a byline of its own. */
static void check_again(dateline_string name, dateline_arena *arena) {
    dateline_byline again;
    dateline_byline_read(name, DATELINE_BYLINE_PERSON, dateline_absent, arena, &again);
    check_names(&again);
}

static void read_byline(dateline_string text, unsigned choice, dateline_arena *arena) {
    static const char *const languages[] = {"en", "nl", "de", ""};
    dateline_byline byline;
    dateline_byline_read(text, (dateline_byline_trust)(choice % 3),
                         dateline_string_of(languages[choice >> 2 & 3]), arena, &byline);
    check_names(&byline);
    for (unsigned i = 0; i < byline.count; i++)
        check_again(byline.names[i], arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    dateline_string text = {(const char *)data + 1, size - 1};
    /* The library hands bylines only valid text, since it decoded the page. */
    if (dateline_utf8_valid_length(text.data, text.length) != text.length)
        return 0;
    dateline_memory memory;
    dateline_arena arena;
    dateline_memory_initialize(&memory, NULL);
    dateline_arena_initialize(&arena, &memory);
    read_byline(text, data[0], &arena);
    dateline_is_agency(text);
    dateline_arena_destroy(&arena);
    return 0;
}
