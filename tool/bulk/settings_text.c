/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options that change what is written: all but those that are named here, so that an option
 * that is new counts until somebody has thought about it.
 */
#include "settings_text.h"

#include "memory.h"
#include "text.h"

#include <string.h>

static bool changes_output(const struct option_spec *spec) {
    static const char *const others[] = {"output", "resume", "shard",      "threads",
                                         "memory", "stats",  "files-from", "timeout",
                                         "quiet",  "color",  "user-agent", "page-seconds"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(spec->name, others[i]) == 0)
            return false;
    return true;
}

static void append(struct buffer *text, const struct option_spec *spec,
                   const struct settings *settings, const struct settings *defaults) {
    const void *value = (const char *)settings + spec->offset;
    const void *usual = (const char *)defaults + spec->offset;
    const char *space = text->length ? " " : "";
    switch (spec->type) {
    case OPTION_FLAG:
        if (*(const bool *)value)
            buffer_print(text, "%s--%s", space, spec->name);
        break;
    case OPTION_TEXT:
        if (*(const char *const *)value)
            buffer_print(text, "%s--%s=%s", space, spec->name, *(const char *const *)value);
        break;
    case OPTION_CHOICE:
        if (*(const int *)value)
            buffer_print(text, "%s--%s=%d", space, spec->name, *(const int *)value);
        break;
    case OPTION_COUNT:
    case OPTION_SIZE:
        if (*(const size_t *)value != *(const size_t *)usual)
            buffer_print(text, "%s--%s=%zu", space, spec->name, *(const size_t *)value);
        break;
    case OPTION_ROLES:
    case OPTION_FIELDS:
        if (*(const uint64_t *)value)
            buffer_print(text, "%s--%s=0x%llx", space, spec->name,
                         (unsigned long long)*(const uint64_t *)value);
        break;
    }
}

char *settings_text(const struct settings *settings) {
    struct buffer text = {0};
    struct settings defaults = options_defaults();
    for (size_t i = 0; i < option_count; i++)
        if (changes_output(&option_table[i]))
            append(&text, &option_table[i], settings, &defaults);
    buffer_append(&text, "", 1);
    char *valid = text_valid(text.data);
    buffer_destroy(&text);
    return valid;
}
