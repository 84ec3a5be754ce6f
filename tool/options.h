/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line. Every option and every command is declared once, in option_table.c; the
 * parser, --help, the manual page, the shells' completions and the table in docs/command-line.md
 * are all made from there.
 */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What the program is asked to do. Bits, so that an option can name those that take it. */
enum command {
    COMMAND_EXTRACT = 1,
    COMMAND_EXPLAIN = 2,
    COMMAND_STATEMENTS = 4,
    COMMAND_TREE = 8,
    COMMAND_COMPARE = 16,
    COMMAND_STATS = 32,
    COMMAND_ALL = 63
};

/* The values of a choice are numbered from 1 in the order of its list; 0: not given. */
enum { FORMAT_AUTO = 0, FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_JSON, FORMAT_HTML };
enum { INPUT_AUTO = 0, INPUT_HTML, INPUT_TEXT, INPUT_WARC, INPUT_JSONL };
enum { COMPRESS_NONE = 0, COMPRESS_GZIP, COMPRESS_ZSTD };
enum { COLOR_UNSET = 0, COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/** The command line, read. Strings belong to argv. */
struct settings {
    enum command command;
    const char **inputs;
    size_t input_count;
    int format;
    int input_format;
    int color;
    const char *output;
    const char *url;
    const char *captured;
    const char *encoding;
    const char *user_agent;
    const char *fragment;
    const char *files_from;
    const char *media_types;
    const char *http_statuses;
    const char *url_patterns;
    const char *since;
    const char *until;
    const char *languages;
    bool check_digests;
    size_t max_bytes;
    size_t threads; /* 0: as many as there are processors */
    size_t timeout; /* seconds */
    const char *shard;
    const char *stats;
    int compress;
    size_t memory;       /* 0: as much as a page of max_bytes may need */
    size_t checkpoint;   /* records; 0: about a second's */
    size_t page_seconds; /* of processor time */
    bool resume;
    bool index;
    uint64_t include_roles;
    uint64_t exclude_roles;
    uint64_t fields;
    bool no_statements;
    bool evidence;
    bool all_blocks;
    bool only_articles;
    bool scripting;
    bool quiet;
    bool help;
    bool version;
};

/** How an option's argument is read and stored. */
enum option_type {
    OPTION_FLAG,   /* bool: set to true */
    OPTION_TEXT,   /* const char * */
    OPTION_CHOICE, /* int: place in its list of choices, from 1 */
    OPTION_COUNT,  /* size_t between least and most */
    OPTION_SIZE,   /* the same, with K, M or G behind it */
    OPTION_ROLES,  /* uint64_t: roles by name, apart by commas; each time some more */
    OPTION_FIELDS  /* the same of the record's members */
};

/** Where an option is listed. */
enum option_group {
    GROUP_INPUT,
    GROUP_ARCHIVE,
    GROUP_OUTPUT,
    GROUP_BULK,
    GROUP_OTHER,
    GROUP_COUNT
};

/** An option. Literals in a description stand in `backquotes`. */
struct option_spec {
    const char *name;
    char letter; /* 0: none */
    enum option_type type;
    enum option_group group;
    unsigned commands;    /* those that take it */
    const char *argument; /* its name in the documentation; NULL for a flag */
    const char *choices;  /* words apart by a space */
    size_t least;
    size_t most;
    size_t offset;           /* in settings */
    const char *summary;     /* for --help and completions */
    const char *description; /* for the manual */
};

/** A command. */
struct command_spec {
    enum command command;
    const char *name; /* NULL: what the program does without one */
    const char *operands;
    const char *summary;
    const char *description;
};

extern const struct option_spec option_table[];
extern const size_t option_count;
extern const struct command_spec command_table[];
extern const size_t command_count;
extern const char *const option_group_titles[GROUP_COUNT];

/**
 * Read the command line.
 *
 * @param to      gets the settings, defaults included; its inputs are to be freed.
 * @param problem gets what is wrong, to be freed; untouched where all is well.
 * @return false where something is wrong.
 */
bool options_parse(struct settings *to, int argc, char **argv, char **problem);

/** @return what holds where nothing is given. */
struct settings options_defaults(void);

/** Read "2/8". @return false where it is no shard. */
bool options_read_shard(const char *text, size_t *number, size_t *count);

/** @return whether the output is a folder, for a bulk run. */
bool options_are_bulk(const struct settings *settings);

/** @return the text of --help, to be freed. */
char *options_help(void);

#endif
