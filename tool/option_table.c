/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every command and every option, once.
 */
#include "options.h"

const char *const option_group_titles[GROUP_COUNT] = {
    [GROUP_INPUT] = "Input",        [GROUP_ARCHIVE] = "Archives", [GROUP_OUTPUT] = "Output",
    [GROUP_BULK] = "Into a folder", [GROUP_OTHER] = "Other",
};

const struct command_spec command_table[] = {
    {COMMAND_EXTRACT, NULL, "INPUT...", "the article of each page",
     "Read pages and write the article of each: as text for one page, as JSON Lines for several."},
    {COMMAND_EXPLAIN, "explain", "INPUT...", "why: every block and field, with its score",
     "Show how a page was read: every candidate of every field with its source, its score and why "
     "it won or lost, and every block with its place in the page, its score, its role and its "
     "first words. Blocks marked `*` are the article's text; below them and their neighbours stands "
     "why. With `--format html` it is a page to look at: all that the page shows, coloured by role, "
     "beside the record that came of it."},
    {COMMAND_STATEMENTS, "statements", "INPUT...", "who said what",
     "Find who said what: a table on a terminal, otherwise JSON Lines, one statement a line."},
    {COMMAND_TREE, "tree", "INPUT...", "its tree, as html5lib-tests writes it",
     "Parse a page as the HTML standard says and write its tree in the notation of html5lib-tests, "
     "one node a line."},
    {COMMAND_COMPARE, "compare", "OLD NEW", "what changed between two runs",
     "Show by field and by page what changed between two files of JSON records, as before and "
     "after an upgrade."},
    {COMMAND_STATS, "stats", "FILE...", "what --stats has counted, as a table",
     "Show what runs have counted with `--stats`, several of them summed up: as a table, or with "
     "`--format html` as a page with charts."},
};
const size_t command_count = sizeof command_table / sizeof *command_table;

#define READING (COMMAND_EXTRACT | COMMAND_EXPLAIN | COMMAND_STATEMENTS | COMMAND_TREE)

const struct option_spec option_table[] = {
    {.name = "input-format",
     .type = OPTION_CHOICE,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "KIND",
     .choices = "html text warc jsonl",
     .offset = offsetof(struct settings, input_format),
     .summary = "html, text, warc or jsonl, whatever it looks like",
     .description =
         "What the inputs are: `html`, `text`, `warc` or `jsonl`. Without it, the first bytes of "
         "each input tell, then its name. Compression is always seen from the bytes. `warc` stands "
         "for all archives: WARC, ARC and tar."},
    {.name = "encoding",
     .type = OPTION_TEXT,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "NAME",
     .offset = offsetof(struct settings, encoding),
     .summary = "the pages' character encoding, over what they say",
     .description =
         "The character encoding of the pages, as the Encoding standard names it: `utf-8`, "
         "`windows-1251`, `shift_jis`. It is believed over the page and over the server, but not "
         "over a byte order mark. Pages inside JSON Lines are UTF-8 and keep it."},
    {.name = "url",
     .type = OPTION_TEXT,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "URL",
     .offset = offsetof(struct settings, url),
     .summary = "where a single page was read from",
     .description = "The address that a single page was read from. It makes the page's links "
                    "absolute and can hint at its date."},
    {.name = "captured",
     .type = OPTION_TEXT,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "TIME",
     .offset = offsetof(struct settings, captured),
     .summary = "when the pages were read, as 2026-02-28T09:30:00Z",
     .description =
         "When the pages were read, in ISO 8601: `2026-02-28` or `2026-02-28T09:30:00Z`. It gives "
         "a meaning to \"3 hours ago\" and rules out dates that lie in the future. A page that "
         "says more, by the server's Date or a line of JSON Lines, keeps its own."},
    {.name = "max-bytes",
     .type = OPTION_SIZE,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "SIZE",
     .least = 1,
     .most = (size_t)1 << 30,
     .offset = offsetof(struct settings, max_bytes),
     .summary = "read so much of a page (default 64M)",
     .description = "How much of a page is read: bytes, or with `K`, `M` or `G` behind the number; "
                    "64M by default, 1G at most. The rest is left out, and the record says so in "
                    "its warnings."},
    {.name = "timeout",
     .type = OPTION_COUNT,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "SECONDS",
     .least = 1,
     .most = 3600,
     .offset = offsetof(struct settings, timeout),
     .summary = "give up on a silent server (default 30)",
     .description = "How long to wait for a server that cannot be reached or sends nothing, 30 by "
                    "default. A whole page may take ten times as long."},
    {.name = "user-agent",
     .type = OPTION_TEXT,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "TEXT",
     .offset = offsetof(struct settings, user_agent),
     .summary = "what to call ourselves before servers",
     .description = "The User-Agent that servers are told; `dateline/VERSION` by default."},
    {.name = "files-from",
     .type = OPTION_TEXT,
     .group = GROUP_INPUT,
     .commands = READING,
     .argument = "FILE",
     .offset = offsetof(struct settings, files_from),
     .summary = "read a list of inputs from FILE",
     .description =
         "Read further inputs from FILE, or from standard input where it is `-`: one a line, or "
         "with a NUL behind each, as `find -print0` writes them. They come behind those of the "
         "command line."},
    {.name = "media-type",
     .type = OPTION_TEXT,
     .group = GROUP_ARCHIVE,
     .commands = READING,
     .argument = "TYPES",
     .offset = offsetof(struct settings, media_types),
     .summary = "only these, as text/html,text/plain",
     .description =
         "Of archives, read the records of these media types: `text/html,text/*` or `all`. The "
         "default is HTML, what comes without a type and looks like it, and the texts of WET."},
    {.name = "http-status",
     .type = OPTION_TEXT,
     .group = GROUP_ARCHIVE,
     .commands = READING,
     .argument = "STATUS",
     .offset = offsetof(struct settings, http_statuses),
     .summary = "only these, as 200,3xx (default 2xx)",
     .description = "Of archives, read the answers of these HTTP statuses: `200,3xx` or `all`. The "
                    "default is `2xx`. Records without a status are read in any case."},
    {.name = "match-url",
     .type = OPTION_TEXT,
     .group = GROUP_ARCHIVE,
     .commands = READING,
     .argument = "PATTERNS",
     .offset = offsetof(struct settings, url_patterns),
     .summary = "only pages of these addresses",
     .description =
         "Of archives, read the pages whose address fits one of these shell patterns, which stand "
         "apart by spaces: `'*://*.example.org/* *//example.com/news/*'`. `*` fits anything."},
    {.name = "since",
     .type = OPTION_TEXT,
     .group = GROUP_ARCHIVE,
     .commands = READING,
     .argument = "TIME",
     .offset = offsetof(struct settings, since),
     .summary = "only pages captured then or later",
     .description = "Of archives, read the pages that were captured at this time or later: `2026`, "
                    "`2026-02-28` or `2026-02-28T09:30:00Z`."},
    {.name = "until",
     .type = OPTION_TEXT,
     .group = GROUP_ARCHIVE,
     .commands = READING,
     .argument = "TIME",
     .offset = offsetof(struct settings, until),
     .summary = "only pages captured by then",
     .description = "Of archives, read the pages that were captured before the end of this time: "
                    "`2026-02` is until the end of February."},
    {.name = "check-digests",
     .type = OPTION_FLAG,
     .group = GROUP_ARCHIVE,
     .commands = READING,
     .offset = offsetof(struct settings, check_digests),
     .summary = "of archives: compare records with their digests",
     .description = "Of archives, compare each record with its digests; where one is wrong, the "
                    "page's warnings say so. It takes about as long as decompressing."},
    {.name = "format",
     .letter = 'f',
     .type = OPTION_CHOICE,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT | COMMAND_EXPLAIN | COMMAND_STATEMENTS | COMMAND_STATS,
     .argument = "FORMAT",
     .choices = "text markdown json html",
     .offset = offsetof(struct settings, format),
     .summary = "text, markdown, json or html",
     .description =
         "How records are written. `text` is the title and the article's body, `markdown` keeps "
         "its headings, lists, tables, quotes, code and links, `html` is a document of its own "
         "without scripts, and `json` is the whole record, one line a page. The default is `text` "
         "for a single page and `json` for folders, JSON Lines and several inputs. The command "
         "`statements` knows `text`, a table, `json`, and `html`, the article with its statements "
         "marked, the command `stats` `text`, `json` and `html`."},
    {.name = "output",
     .letter = 'o',
     .type = OPTION_TEXT,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_ALL,
     .argument = "FILE",
     .offset = offsetof(struct settings, output),
     .summary = "write to FILE, or into FOLDER/ for a bulk run",
     .description =
         "Write to FILE instead of standard output. A file that is there is replaced. Where it is "
         "a folder, or its name ends with `/`, it is a bulk run, with worker processes and one "
         "file of JSON Lines for each input: see docs/bulk.md."},
    {.name = "resume",
     .type = OPTION_FLAG,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .offset = offsetof(struct settings, resume),
     .summary = "go on where an earlier run ended",
     .description =
         "Go on with a run into the same folder that was stopped or has died, behind its last "
         "checkpoint; where there is none, begin. What is finished is passed by. The inputs, the "
         "options that change the output and the version must be the same."},
    {.name = "compress",
     .type = OPTION_CHOICE,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .argument = "KIND",
     .choices = "gzip zstd",
     .offset = offsetof(struct settings, compress),
     .summary = "compress the records: gzip or zstd",
     .description = "Compress the files of records: `gzip` or `zstd`, a member or a frame for each "
                    "block of records."},
    {.name = "index",
     .type = OPTION_FLAG,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .offset = offsetof(struct settings, index),
     .summary = "write a CDXJ index of each archive as well",
     .description = "Write an index of the pages of each archive beside its records, in CDXJ, one "
                    "line a page in the order of the archive."},
    {.name = "shard",
     .type = OPTION_TEXT,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .argument = "I/N",
     .offset = offsetof(struct settings, shard),
     .summary = "do the I-th of N parts of the inputs",
     .description =
         "Do one part of the inputs, 1/N to N/N, so that N processes or machines can share them. "
         "Each takes every N-th archive, or a part of the pages where there is one input only, and "
         "of the pages of folders. All can write into the same folder."},
    {.name = "checkpoint",
     .type = OPTION_COUNT,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .argument = "RECORDS",
     .least = 1,
     .most = 1000000,
     .offset = offsetof(struct settings, checkpoint),
     .summary = "be ready to go on after so many records",
     .description =
         "Write a checkpoint, and end a gzip member or a zstd frame, after so many records. "
         "Without it, members have 500 records or 4 MiB, and checkpoints are a second apart."},
    {.name = "memory",
     .type = OPTION_SIZE,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .argument = "SIZE",
     .least = 1,
     .most = (size_t)1024 << 30,
     .offset = offsetof(struct settings, memory),
     .summary = "all processes together take no more",
     .description =
         "What all processes together may take; at least 416M. Half of it is for the program and "
         "the workers, 112 MiB each, of which there are then no more than fit; half for pages "
         "above 512 KiB, which count 104 times their length. A page that does not fit alone is "
         "cut, as by `--max-bytes`."},
    {.name = "page-seconds",
     .type = OPTION_COUNT,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .argument = "N",
     .least = 1,
     .most = 86400,
     .offset = offsetof(struct settings, page_seconds),
     .summary = "give up on a page after so long (default 60)",
     .description = "Give up on a page after so many seconds of processor time, 60 by default, and "
                    "put it into quarantine. No page is known that takes longer than 3."},
    {.name = "stats",
     .type = OPTION_TEXT,
     .group = GROUP_BULK,
     .commands = COMMAND_EXTRACT,
     .argument = "FILE",
     .offset = offsetof(struct settings, stats),
     .summary = "write counts of all kinds to FILE",
     .description =
         "Write a summary of the run to FILE as JSON: pages by status, host, language and warning, "
         "and where the time went. `dateline stats` shows it."},
    {.name = "fields",
     .type = OPTION_FIELDS,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT,
     .argument = "FIELDS",
     .offset = offsetof(struct settings, fields),
     .summary = "json: write these fields: url,title,text",
     .description =
         "JSON: write only these fields of the record, in its order: "
         "`url,title,date_published,authors,text`. A record of a news page is some 50 kB, five "
         "sixths of it `blocks`; without `statements` nobody looks for who said what. A wrong name "
         "lists them all, and *docs/record.md* explains them."},
    {.name = "no-statements",
     .type = OPTION_FLAG,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT,
     .offset = offsetof(struct settings, no_statements),
     .summary = "json: leave out who said what (faster)",
     .description =
         "Do not look for who said what, where only the article is wanted. It saves time."},
    {.name = "evidence",
     .type = OPTION_FLAG,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT,
     .offset = offsetof(struct settings, evidence),
     .summary = "json: add every field's candidates",
     .description = "JSON: add every candidate of every field, with its value, source, bytes, "
                    "score, and why it won or lost."},
    {.name = "all-blocks",
     .type = OPTION_FLAG,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT,
     .offset = offsetof(struct settings, all_blocks),
     .summary = "json: write every block of the page",
     .description = "JSON: write every block of the page, not only those of the article."},
    {.name = "include",
     .type = OPTION_ROLES,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT,
     .argument = "ROLES",
     .offset = offsetof(struct settings, include_roles),
     .summary = "take blocks of these roles into the text, too",
     .description =
         "Take blocks of these roles into the text as well, in every format: `caption`, "
         "`fact_box,footnote`. Roles stand apart by commas, and the option can be given more than "
         "once. It changes the choice of blocks and never a word of a block. `dateline explain` "
         "shows the roles of a page, and a wrong name lists them all."},
    {.name = "exclude",
     .type = OPTION_ROLES,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT,
     .argument = "ROLES",
     .offset = offsetof(struct settings, exclude_roles),
     .summary = "leave blocks of these roles out of the text",
     .description =
         "Leave blocks of these roles out of the text and the blocks, in every format: "
         "`table,list_item`. `title` leaves out the heading of `text`, `markdown` and `html`, "
         "`caption` and `credit` what stands below pictures; fields of the record stay as they "
         "are. It wins over `--include`."},
    {.name = "only-articles",
     .type = OPTION_FLAG,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT | COMMAND_STATEMENTS,
     .offset = offsetof(struct settings, only_articles),
     .summary = "leave out pages whose status is not ok",
     .description = "Write nothing for pages whose status is not `ok`: home pages, lists, consent "
                    "walls, error pages, and those that could not be read."},
    {.name = "language",
     .type = OPTION_TEXT,
     .group = GROUP_OUTPUT,
     .commands = COMMAND_EXTRACT | COMMAND_STATEMENTS,
     .argument = "LIST",
     .offset = offsetof(struct settings, languages),
     .summary = "leave out pages in other languages: en,de",
     .description =
         "Write nothing for pages whose language is not one of these: `en,pt-BR`. `en` takes "
         "`en-GB` as well. Pages whose language is not known are left out too."},
    {.name = "threads",
     .letter = 'j',
     .type = OPTION_COUNT,
     .group = GROUP_OTHER,
     .commands = READING,
     .argument = "N",
     .least = 1,
     .most = 256,
     .offset = offsetof(struct settings, threads),
     .summary = "pages to read at once (default: one a processor)",
     .description = "How many pages to read at once; by default as many as there are processors. "
                    "The output is the same, and in the order of the inputs, whatever N is."},
    {.name = "fragment",
     .type = OPTION_TEXT,
     .group = GROUP_OTHER,
     .commands = COMMAND_TREE,
     .argument = "CONTEXT",
     .offset = offsetof(struct settings, fragment),
     .summary = "tree: parse a fragment inside CONTEXT",
     .description = "Parse a fragment, as if inside the element CONTEXT: `td`, `svg path`."},
    {.name = "scripting",
     .type = OPTION_FLAG,
     .group = GROUP_OTHER,
     .commands = COMMAND_TREE,
     .offset = offsetof(struct settings, scripting),
     .summary = "tree: parse as a browser that runs scripts",
     .description = "Parse as a browser that runs scripts: the content of `noscript` is text."},
    {.name = "color",
     .type = OPTION_CHOICE,
     .group = GROUP_OTHER,
     .commands = COMMAND_ALL,
     .argument = "WHEN",
     .choices = "auto always never",
     .offset = offsetof(struct settings, color),
     .summary = "auto, always or never",
     .description = "Colours: `auto`, the default, is on terminals only and not where the "
                    "environment has `NO_COLOR`; `always`; `never`."},
    {.name = "quiet",
     .letter = 'q',
     .type = OPTION_FLAG,
     .group = GROUP_OTHER,
     .commands = COMMAND_ALL,
     .offset = offsetof(struct settings, quiet),
     .summary = "no progress, no notes; errors only",
     .description = "No progress bar and no notes on stderr, only errors."},
    {.name = "help",
     .letter = 'h',
     .type = OPTION_FLAG,
     .group = GROUP_OTHER,
     .commands = COMMAND_ALL,
     .offset = offsetof(struct settings, help),
     .summary = "show this help",
     .description = "Show a page of help."},
    {.name = "version",
     .letter = 'V',
     .type = OPTION_FLAG,
     .group = GROUP_OTHER,
     .commands = COMMAND_ALL,
     .offset = offsetof(struct settings, version),
     .summary = "show the version",
     .description = "Show the version."},
};
const size_t option_count = sizeof option_table / sizeof *option_table;
