/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line's parser, driven by option_table.c. It is our own, for getopt_long() wants a
 * table of its own beside ours, and its messages do not say what to write instead.
 */
#include "options.h"

#include "dateline.h"
#include "memory.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Messages ------------------------------------------------------------------------------- */

static bool fail(char **problem, char *message) {
    *problem = message;
    return false;
}

/* "text, markdown, json or html" of "text markdown json html". */
static char *choices_in_words(const char *choices) {
    struct buffer words = {0};
    for (const char *word = choices; *word;) {
        size_t length = strcspn(word, " ");
        const char *next = word + length + (word[length] == ' ');
        bool last = !*next;
        if (word != choices)
            buffer_append_text(&words, last ? " or " : ", ");
        buffer_append(&words, word, length);
        word = next;
    }
    buffer_append(&words, "", 1);
    return words.data;
}

/* The name with a number, of those that an option takes a set of; NULL behind the last. */
static const char *name_of(const struct option_spec *spec, unsigned number) {
    if (spec->type == OPTION_FIELDS)
        return dateline_member_name(number);
    return number < DATELINE_ROLE_COUNT ? dateline_role_name((dateline_role)number) : NULL;
}

static char *names_in_words(const struct option_spec *spec) {
    struct buffer words = {0};
    const char *name;
    for (unsigned number = 0; (name = name_of(spec, number)); number++)
        buffer_print(&words, "%s%s", number ? ", " : "", name);
    buffer_append(&words, "", 1);
    return words.data;
}

/* Edits between two short words (Levenshtein): enough to see what a typing error meant. */
static size_t distance(const char *a, const char *b) {
    enum { LONGEST = 31 };
    size_t row[LONGEST + 1];
    size_t width = strlen(b);
    if (width > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 1; *a; a++, i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t above = row[j];
            size_t best = diagonal + (*a != b[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = above;
            row[j] = best;
        }
    }
    return row[width];
}

static char *unknown_option(const char *name, size_t length) {
    char *wrong = memory_copy_bytes(name, length);
    const struct option_spec *nearest = NULL;
    size_t least = 3; /* farther is another word */
    for (size_t i = 0; i < option_count; i++) {
        size_t away = length <= 31 ? distance(wrong, option_table[i].name) : SIZE_MAX;
        if (away < least) {
            least = away;
            nearest = &option_table[i];
        }
    }
    char *message =
        nearest ? memory_format("unknown option --%s; did you mean --%s?", wrong, nearest->name)
                : memory_format("unknown option --%s", wrong);
    free(wrong);
    return message;
}

static const char *command_name(unsigned commands) {
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].command & commands)
            return command_table[i].name;
    return NULL;
}

/* ---- Values --------------------------------------------------------------------------------- */

static int choice_of(const char *choices, const char *value) {
    int place = 1;
    for (const char *word = choices; *word; place++) {
        size_t length = strcspn(word, " ");
        if (strlen(value) == length && memcmp(word, value, length) == 0)
            return place;
        word += length + (word[length] == ' ');
    }
    return 0;
}

/* Digits, with K, M or G behind them where @p unit allows. @return false where it is no number. */
static bool number_of(const char *value, bool unit, size_t *number) {
    if (!isdigit((unsigned char)*value))
        return false;
    size_t n = 0;
    for (; isdigit((unsigned char)*value); value++) {
        if (n > (SIZE_MAX >> 34) / 10)
            return false;
        n = n * 10 + (size_t)(*value - '0');
    }
    if (unit && *value) {
        const char *units = "KMG";
        const char *found = strchr(units, toupper((unsigned char)*value));
        if (!found)
            return false;
        n <<= 10 * (found - units + 1);
        value++;
    }
    *number = n;
    return !*value;
}

static bool store_choice(int *to, const struct option_spec *spec, const char *value,
                         char **problem) {
    *to = choice_of(spec->choices, value);
    if (*to)
        return true;
    char *choices = choices_in_words(spec->choices);
    fail(problem, memory_format("--%s: \"%s\" is not %s", spec->name, value, choices));
    free(choices);
    return false;
}

static bool store_number(size_t *to, const struct option_spec *spec, const char *value,
                         char **problem) {
    bool size = spec->type == OPTION_SIZE;
    if (number_of(value, size, to) && *to >= spec->least && *to <= spec->most)
        return true;
    return fail(problem, size ? memory_format("--%s: \"%s\" is not a size from %zu to %zuG; write "
                                              "65536, 64K or 64M",
                                              spec->name, value, spec->least, spec->most >> 30)
                              : memory_format("--%s: \"%s\" is not a number from %zu to %zu",
                                              spec->name, value, spec->least, spec->most));
}

static bool add_name(uint64_t *to, const struct option_spec *spec, const char *wanted,
                     size_t length) {
    const char *name;
    for (unsigned number = 0; (name = name_of(spec, number)); number++)
        if (strlen(name) == length && memcmp(name, wanted, length) == 0) {
            *to |= UINT64_C(1) << number;
            return true;
        }
    return false;
}

/* "caption,comment": each one more of the set. */
static bool store_names(uint64_t *to, const struct option_spec *spec, const char *value,
                        char **problem) {
    for (const char *name = value;; name++) {
        size_t length = strcspn(name, ",");
        if (!add_name(to, spec, name, length)) {
            char *wrong = memory_copy_bytes(name, length);
            char *names = names_in_words(spec);
            fail(problem, memory_format("--%s: \"%s\" is not one of %s", spec->name, wrong, names));
            free(names);
            free(wrong);
            return false;
        }
        name += length;
        if (!*name)
            return true;
    }
}

static bool store(struct settings *to, const struct option_spec *spec, const char *value,
                  char **problem) {
    void *place = (char *)to + spec->offset;
    switch (spec->type) {
    case OPTION_FLAG:
        *(bool *)place = true;
        return true;
    case OPTION_TEXT:
        *(const char **)place = value;
        return true;
    case OPTION_CHOICE:
        return store_choice(place, spec, value, problem);
    case OPTION_COUNT:
    case OPTION_SIZE:
        return store_number(place, spec, value, problem);
    case OPTION_ROLES:
    case OPTION_FIELDS:
        return store_names(place, spec, value, problem);
    }
    return false;
}

/* ---- Words of the command line -------------------------------------------------------------- */

/* The command line being read, and the options seen, which are checked against the command. */
struct reading {
    struct settings *to;
    int argc;
    char **argv;
    int next;
    bool seen[64];
};

_Static_assert(sizeof(((struct reading *)0)->seen) >= 32, "room for every option");

static bool take(struct reading *reading, const struct option_spec *spec, const char *value,
                 char **problem) {
    reading->seen[spec - option_table] = true;
    if (spec->type != OPTION_FLAG && !value) {
        if (reading->next == reading->argc) {
            char *choices = spec->choices ? choices_in_words(spec->choices) : NULL;
            fail(problem, memory_format("--%s needs a %s%s%s", spec->name, spec->argument,
                                        choices ? ": " : "", choices ? choices : ""));
            free(choices);
            return false;
        }
        value = reading->argv[reading->next++];
    }
    return store(reading->to, spec, value, problem);
}

static bool take_long(struct reading *reading, const char *word, char **problem) {
    size_t length = strcspn(word, "=");
    const char *value = word[length] == '=' ? word + length + 1 : NULL;
    for (size_t i = 0; i < option_count; i++) {
        const struct option_spec *spec = &option_table[i];
        if (strlen(spec->name) != length || memcmp(spec->name, word, length) != 0)
            continue;
        if (spec->type == OPTION_FLAG && value)
            return fail(problem, memory_format("--%s takes no value", spec->name));
        return take(reading, spec, value, problem);
    }
    return fail(problem, unknown_option(word, length));
}

/* "-q", "-f json", "-fjson", "-qf json". */
static bool take_letters(struct reading *reading, const char *letters, char **problem) {
    while (*letters) {
        const struct option_spec *spec = NULL;
        for (size_t i = 0; i < option_count && !spec; i++)
            if (option_table[i].letter == *letters)
                spec = &option_table[i];
        if (!spec)
            return fail(problem, memory_format("unknown option -%c", *letters));
        letters++;
        if (spec->type != OPTION_FLAG)
            return take(reading, spec, *letters ? letters : NULL, problem);
        if (!take(reading, spec, NULL, problem))
            return false;
    }
    return true;
}

static void take_operand(struct reading *reading, const char *word, bool first) {
    struct settings *to = reading->to;
    for (size_t i = 0; first && i < command_count; i++)
        if (command_table[i].name && strcmp(word, command_table[i].name) == 0) {
            to->command = command_table[i].command;
            return;
        }
    to->inputs[to->input_count++] = word;
}

static bool take_words(struct reading *reading, char **problem) {
    bool options_end = false;
    bool first = true;
    while (reading->next < reading->argc) {
        const char *word = reading->argv[reading->next++];
        if (!options_end && strcmp(word, "--") == 0) {
            options_end = true;
        } else if (!options_end && word[0] == '-' && word[1] == '-') {
            if (!take_long(reading, word + 2, problem))
                return false;
        } else if (!options_end && word[0] == '-' && word[1]) {
            if (!take_letters(reading, word + 1, problem))
                return false;
        } else {
            /* Behind "--" a word is an input even where it is also a command. */
            take_operand(reading, word, first && !options_end);
            first = false;
        }
    }
    return true;
}

/* ---- What goes together --------------------------------------------------------------------- */

static bool check_commands(const struct reading *reading, char **problem) {
    const struct settings *settings = reading->to;
    for (size_t i = 0; i < option_count; i++) {
        const struct option_spec *spec = &option_table[i];
        if (!reading->seen[i] || spec->commands & settings->command)
            continue;
        const char *here = command_name(settings->command);
        const char *there = command_name(spec->commands);
        return fail(problem, here ? memory_format("--%s means nothing to dateline %s; leave it out",
                                                  spec->name, here)
                                  : memory_format("--%s belongs to dateline %s; write dateline "
                                                  "%s --%s …",
                                                  spec->name, there, there, spec->name));
    }
    return true;
}

/* Two digits at @p at, not larger than @p most. */
static bool is_number(const char *at, int most) {
    return (at[0] - '0') * 10 + (at[1] - '0') <= most;
}

/* 2026, 2026-02, 2026-02-28, 2026-02-28T09:30, …:00, with Z or +01:00 behind a time. */
static bool is_time(const char *text) {
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    static const int most[] = {12, 31, 23, 59, 60}; /* of the parts behind the year */
    size_t length = 0;
    while (form[length] && (form[length] == 'd' ? isdigit((unsigned char)text[length])
                                                : form[length] == text[length]))
        length++;
    if (length != 4 && length != 7 && length != 10 && length != 16 && length != 19)
        return false;
    for (size_t part = 0; 5 + 3 * part < length; part++)
        if (!is_number(text + 5 + 3 * part, most[part]))
            return false;
    const char *zone = text + length;
    if (!*zone || length < 16)
        return !*zone;
    return strcmp(zone, "Z") == 0 ||
           ((*zone == '+' || *zone == '-') && strlen(zone) == 6 && zone[3] == ':');
}

/* "dateline explian page.html": a first input that is not there may be a command. */
static const char *command_meant(const struct settings *settings) {
    if (settings->command != COMMAND_EXTRACT || settings->input_count < 2 ||
        access(settings->inputs[0], F_OK) == 0)
        return NULL;
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].name && strlen(settings->inputs[0]) <= 31 &&
            distance(settings->inputs[0], command_table[i].name) <= 2)
            return command_table[i].name;
    return NULL;
}

/* "curl … | dateline": what is led in is read. A terminal or /dev/null is nothing led in. */
static void take_standard_input(struct settings *settings) {
    struct stat status;
    if (settings->input_count || settings->files_from || settings->command == COMMAND_COMPARE ||
        fstat(STDIN_FILENO, &status) != 0)
        return;
    if (S_ISFIFO(status.st_mode) || S_ISREG(status.st_mode) || S_ISSOCK(status.st_mode))
        settings->inputs[settings->input_count++] = "-";
}

static bool check_inputs(const struct settings *settings, char **problem) {
    if (settings->command == COMMAND_COMPARE)
        return settings->input_count == 2 ||
               fail(problem, memory_format("compare wants two files of records: dateline compare "
                                           "OLD.jsonl NEW.jsonl"));
    if (!settings->input_count && !settings->files_from)
        return fail(problem, memory_format("no input; give a file, a folder, an address, or - for "
                                           "standard input. dateline --help shows more"));
    const char *meant = command_meant(settings);
    if (meant)
        return fail(problem, memory_format("%s: no such file or command; did you mean dateline %s?",
                                           settings->inputs[0], meant));
    size_t standard_inputs = settings->files_from && strcmp(settings->files_from, "-") == 0;
    for (size_t i = 0; i < settings->input_count; i++)
        standard_inputs += strcmp(settings->inputs[i], "-") == 0;
    if (standard_inputs > 1)
        return fail(problem, memory_format("- (standard input) can be given only once"));
    return true;
}

static bool check_values(const struct settings *settings, char **problem) {
    if (settings->url && settings->input_count > 1)
        return fail(problem, memory_format("--url is the address of one page; for several, give "
                                           "JSON Lines with \"url\""));
    if (settings->command == COMMAND_STATS && settings->format == FORMAT_MARKDOWN)
        return fail(problem, memory_format("--format: dateline stats writes text, json or html"));
    if (settings->fields && settings->format != FORMAT_AUTO && settings->format != FORMAT_JSON)
        return fail(problem, memory_format("--fields: only json has fields; leave out --format"));
    if (settings->captured && !is_time(settings->captured))
        return fail(problem, memory_format("--captured: \"%s\" is not a time; write 2026-02-28 or "
                                           "2026-02-28T09:30:00Z",
                                           settings->captured));
    if (settings->command == COMMAND_EXPLAIN && settings->format != FORMAT_AUTO &&
        settings->format != FORMAT_TEXT && settings->format != FORMAT_HTML)
        return fail(problem, memory_format("--format: dateline explain writes text or html"));
    if (settings->command == COMMAND_STATEMENTS && settings->format != FORMAT_AUTO &&
        settings->format == FORMAT_MARKDOWN)
        return fail(problem,
                    memory_format("--format: dateline statements writes text, json or html"));
    return true;
}

bool options_read_shard(const char *text, size_t *number, size_t *count) {
    char *slash;
    char *end;
    if (!isdigit((unsigned char)*text))
        return false;
    *number = strtoul(text, &slash, 10);
    if (*slash != '/' || !isdigit((unsigned char)slash[1]))
        return false;
    *count = strtoul(slash + 1, &end, 10);
    return !*end && *number && *number <= *count && *count <= 1000000;
}

static bool is_folder(const char *path) {
    struct stat status;
    size_t length = strlen(path);
    return (length && path[length - 1] == '/') ||
           (stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

bool options_are_bulk(const struct settings *settings) {
    return settings->command == COMMAND_EXTRACT && settings->output &&
           (settings->resume || settings->shard || settings->index || settings->compress ||
            is_folder(settings->output));
}

/* Options that mean something where the output is a folder. */
static bool check_bulk(const struct settings *settings, char **problem) {
    const char *option = settings->resume     ? "resume"
                         : settings->shard    ? "shard"
                         : settings->index    ? "index"
                         : settings->compress ? "compress"
                         : settings->stats    ? "stats"
                                              : NULL;
    size_t number, count;
    if (option && !options_are_bulk(settings))
        return fail(problem, memory_format("--%s belongs to a run into a folder; write --output "
                                           "FOLDER/",
                                           option));
    if (settings->shard && !options_read_shard(settings->shard, &number, &count))
        return fail(problem,
                    memory_format("--shard: \"%s\" is no part; write 1/8 to 8/8", settings->shard));
    if (!options_are_bulk(settings))
        return true;
    if (settings->format != FORMAT_AUTO && settings->format != FORMAT_JSON)
        return fail(problem, memory_format("--format: records in a folder are json"));
    for (size_t i = 0; i < settings->input_count && settings->resume; i++)
        if (strcmp(settings->inputs[i], "-") == 0)
            return fail(problem, memory_format("--resume: standard input cannot be gone on with; "
                                               "give a file, or leave --resume out"));
    return true;
}

struct settings options_defaults(void) {
    return (struct settings){
        .command = COMMAND_EXTRACT,
        .max_bytes = (size_t)64 << 20,
        .timeout = 30,
        .page_seconds = 60,
    };
}

bool options_parse(struct settings *to, int argc, char **argv, char **problem) {
    *to = options_defaults();
    to->inputs = memory_allocate((size_t)(argc + 1) * sizeof *to->inputs);
    struct reading reading = {.to = to, .argc = argc, .argv = argv, .next = 1};
    if (!take_words(&reading, problem))
        return false;
    if (to->help || to->version)
        return true;
    take_standard_input(to);
    return check_commands(&reading, problem) && check_inputs(to, problem) &&
           check_values(to, problem) && check_bulk(to, problem);
}
