/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file dateline.h
 * @brief The whole public interface of libdateline: a web page in, a clean record out.
 *
 * A caller makes one extractor per thread, hands it one page after another, and reads the record
 * that it fills:
 *
 *     dateline_extractor *extractor = dateline_extractor_create(NULL, NULL, NULL);
 *     const dateline_record *record;
 *     if (dateline_extract(extractor, html, length, NULL, &record, NULL) == DATELINE_OK)
 *         printf("%.*s\n", (int)record->title.length, record->title.data);
 *     dateline_extractor_destroy(extractor);
 *
 * Rules that hold for every function here:
 *  - Nothing prints, aborts, reads a clock, a file, an environment variable or the network, starts
 *    a thread, or keeps global state. The same bytes and options give the same record everywhere.
 *  - Different extractors may be used in different threads at once; one extractor may not.
 *  - Strings are UTF-8, given as pointer and length. They are not NUL-terminated unless a comment
 *    says so. An absent string has data == NULL and length == 0.
 *  - What the library returns by pointer is read-only, belongs to the extractor, and is valid until
 *    the next dateline_extract() or dateline_tree_write() on it, or its destruction.
 *  - Offsets into a page count the bytes of the page as the caller gave it, before any decoding.
 *  - HTML never fails: bad markup gives a record with warnings. Errors are for memory and misuse.
 *
 * To walk the article, go over record->blocks and take those with in_text set, in order: lists and
 * quotations nest by list_depth and quote_depth, a table is one block with its cells, inline markup
 * lies over a block's text as marks. The blocks around the article are in the same list, with the
 * role that says why they are not part of it. A field that was chosen among candidates has them in
 * record->candidates, with the reason for which each won or lost and the bytes where it stands.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DATELINE_API __attribute__((visibility("default")))
#else
#define DATELINE_API
#endif

/** Version of this header; dateline_version() gives that of the library at run time. */
#define DATELINE_VERSION_MAJOR 0
#define DATELINE_VERSION_MINOR 1
#define DATELINE_VERSION_PATCH 0
#define DATELINE_VERSION       "0.1.0"

/** Version of the record, written as its field "schema"; docs/record.schema.json defines it. */
#define DATELINE_SCHEMA "dateline-record-1"

/** Bytes that must be readable behind a page for which dateline_input.padded is set. */
#define DATELINE_PADDING 64

/* ---------------------------------------------------------------------------------------------
 * Strings, spans, errors, memory
 * ------------------------------------------------------------------------------------------- */

/** A read-only piece of UTF-8 text. Absent: data is NULL. Not NUL-terminated. */
typedef struct dateline_string {
    const char *data; /**< first byte, or NULL when absent */
    size_t length;    /**< number of bytes */
} dateline_string;

/** A half-open range [begin, end) of byte offsets into the page as it was given. */
typedef struct dateline_span {
    uint32_t begin; /**< offset of the first byte */
    uint32_t end;   /**< offset behind the last byte */
} dateline_span;

/** What a function reports. */
typedef enum dateline_code {
    DATELINE_OK = 0,         /**< all well */
    DATELINE_ERROR_MEMORY,   /**< an allocation failed; the extractor stays usable */
    DATELINE_ERROR_ARGUMENT, /**< a pointer is NULL, a size or a value is out of range */
    DATELINE_ERROR_ENCODING, /**< the encoding that the caller named is unknown */
} dateline_code;

/** Why a call failed. Filled only on failure, and only where the caller passed one. */
typedef struct dateline_error {
    dateline_code code;  /**< the same as the function's result */
    const char *message; /**< constant, NUL-terminated, in English; never freed */
    size_t position;     /**< byte offset in the page where it happened, 0 where none applies */
} dateline_error;

/**
 * The caller's memory. All of the library's allocations go through it.
 *
 * Each function gets @c context as its first argument. @c allocate and @c reallocate return memory
 * aligned as malloc's, or NULL, which the library survives. Sizes are never 0. @c release is never
 * given NULL. @c reallocate keeps the old block where it fails.
 */
typedef struct dateline_allocator {
    /** As malloc. */
    void *(*allocate)(void *context, size_t size);
    /** As realloc, and told the size that the block had. */
    void *(*reallocate)(void *context, void *memory, size_t old_size, size_t new_size);
    /** As free, and told the size that the block had. */
    void (*release)(void *context, void *memory, size_t size);
    void *context; /**< handed to each of the three, not used by the library */
} dateline_allocator;

/* ---------------------------------------------------------------------------------------------
 * Options and input
 * ------------------------------------------------------------------------------------------- */

/**
 * What holds for every page of an extractor. Set @c size with dateline_options_initialize(), which
 * also fills in the defaults; fields are only ever added at the end.
 */
typedef struct dateline_options {
    size_t size;         /**< sizeof(dateline_options), so that the struct can grow */
    size_t max_bytes;    /**< bytes of a page that are read, at most 1 GiB; default 64 MiB. The rest
                              is cut, with warning "truncated" */
    uint32_t max_blocks; /**< blocks of a page that are scored; default 200,000; warning "blocks" */
    bool statements;     /**< find who said what; default true */
    bool evidence;       /**< JSON: write every field's candidates as "evidence"; default false */
    bool all_blocks;     /**< JSON: write every block of the page, not only the article's; default
                              false. The record itself always holds all of them. */
    uint64_t include_roles; /**< roles that are text beside those that are by themselves: a set of
                                 DATELINE_ROLE_BIT(role); default 0. What nobody sees stays out */
    uint64_t exclude_roles; /**< roles that are no text, whatever else says so; default 0. Neither
                                 changes a word of the blocks, a role, or any other field */
    bool explain;           /**< say of every block why it has its score and why it is text or not;
                                 takes some times the time; default false */
    uint64_t members;       /**< JSON: members of the record to write, a set of
                                 DATELINE_MEMBER_BIT(number) whose numbers are those of
                                 dateline_member_name(); default 0: all of them */
} dateline_options;

/** A member of the record's JSON as one of a set of them. */
#define DATELINE_MEMBER_BIT(number) (UINT64_C(1) << (number))

/** What a page is. */
typedef enum dateline_kind {
    DATELINE_KIND_AUTO = 0, /**< look at the bytes: HTML where a tag is near the start, else text */
    DATELINE_KIND_HTML,
    DATELINE_KIND_TEXT /**< plain text, paragraphs apart by blank lines */
} dateline_kind;

/** Where a page lies in a web archive. Absent strings have data == NULL. */
typedef struct dateline_archive {
    dateline_string file; /**< path of the archive */
    uint64_t offset;      /**< first byte of the record, or of the compressed member it is in */
    uint64_t index;       /**< records before it in that member; 0 where each has its own */
    uint64_t length;      /**< bytes that it takes in the file; 0: it shares its member */
    dateline_string record_id; /**< "urn:uuid:…" */
    dateline_string date;      /**< WARC-Date, as ISO 8601 */
    dateline_string digest;    /**< "sha1:…", of the payload or the block, as the record says */
} dateline_archive;

/**
 * What the caller knows of one page. Every pointer may be NULL (unknown); strings are
 * NUL-terminated UTF-8 and are read during the call only. Zero-initialise it.
 */
typedef struct dateline_input {
    const char *id;       /**< the caller's id; comes back as the record's "id" */
    const char *name;     /**< path or address; comes back as "input" */
    const char *url;      /**< address the page was read from: resolves links, hints at dates */
    const char *encoding; /**< charset of the transport (HTTP Content-Type), a WHATWG label */
    const char *captured; /**< when it was read, ISO 8601, for relative and future dates */
    dateline_kind kind;   /**< default: look at the bytes */
    bool padded;          /**< DATELINE_PADDING bytes behind the page may be read: saves a copy */
    const char *warning;  /**< what the caller cut or repaired; added to the record's warnings */
    const char *failure;  /**< why the page could not be read: no page is looked at, and the record
                               has status "error" and this reason */
    const dateline_archive *archive; /**< the record that it was read from; comes back */
    const char *content_language;    /**< these fields of the HTTP response's header, as sent: */
    const char *last_modified;       /**< weak evidence of language and last change, … */
    const char *link;                /**< … canonical and other addresses */
} dateline_input;

/* ---------------------------------------------------------------------------------------------
 * The record
 * ------------------------------------------------------------------------------------------- */

/** How the reading of a page ended. */
typedef enum dateline_status {
    DATELINE_STATUS_OK = 0,      /**< an article, or another page with a main text */
    DATELINE_STATUS_EMPTY,       /**< no text in it */
    DATELINE_STATUS_NOT_ARTICLE, /**< home page, list, search result */
    DATELINE_STATUS_BLOCKED,     /**< consent wall, login, paywall stub */
    DATELINE_STATUS_NOT_FOUND,   /**< an error page, whatever its HTTP status said */
    DATELINE_STATUS_ERROR        /**< could not be read; set by callers that report failures */
} dateline_status;

/** What kind of page it is, as far as its shape tells. */
typedef enum dateline_page_type {
    DATELINE_PAGE_ARTICLE = 0,   /**< one story, post or essay */
    DATELINE_PAGE_LISTING,       /**< a list of teasers: home page, section, search */
    DATELINE_PAGE_FORUM,         /**< a thread of posts */
    DATELINE_PAGE_PRODUCT,       /**< a thing for sale */
    DATELINE_PAGE_COLLECTION,    /**< many things of a kind on one page */
    DATELINE_PAGE_DOCUMENTATION, /**< a manual, a reference */
    DATELINE_PAGE_SERVICE        /**< what a company or an office offers */
} dateline_page_type;

/** May everybody read all of the article? */
typedef enum dateline_access {
    DATELINE_ACCESS_UNKNOWN = 0,
    DATELINE_ACCESS_FREE,   /**< the page says so, or nothing is missing */
    DATELINE_ACCESS_CUT,    /**< the text stops at a paywall */
    DATELINE_ACCESS_METERED /**< a number of articles is free */
} dateline_access;

/** What a block is to the article. The first group is the article's text; dateline_options can
 *  choose another set of roles to be the text. */
typedef enum dateline_role {
    DATELINE_ROLE_PARAGRAPH = 0, /**< prose */
    DATELINE_ROLE_HEADING,       /**< a heading inside the article; see dateline_block.level */
    DATELINE_ROLE_LIST_ITEM,     /**< an item of a list, or a further paragraph of one */
    DATELINE_ROLE_QUOTE,         /**< a block quotation */
    DATELINE_ROLE_CODE,          /**< preformatted text; white space is kept */
    DATELINE_ROLE_TABLE,         /**< a table of data; see dateline_block.cells */
    DATELINE_ROLE_STANDFIRST,    /**< the lead that stands apart, under the title; see in_text */
    DATELINE_ROLE_POST,          /**< a forum post */
    /* text or beside it, as the page has them: see in_text */
    DATELINE_ROLE_FACT_BOX,    /**< a box of facts beside the story */
    DATELINE_ROLE_LIVE_UPDATE, /**< part of an entry of a live blog */
    DATELINE_ROLE_FOOTNOTE,    /**< a note that a place of the text links to, and back */
    /* parts of the article that are not its text */
    DATELINE_ROLE_TITLE,      /**< the headline */
    DATELINE_ROLE_BYLINE,     /**< who wrote it */
    DATELINE_ROLE_DATE,       /**< when it was published or changed */
    DATELINE_ROLE_CAPTION,    /**< of a picture or a table */
    DATELINE_ROLE_CREDIT,     /**< who made a picture */
    DATELINE_ROLE_BREADCRUMB, /**< the path of sections to the page */
    DATELINE_ROLE_ADDRESS,    /**< another address of the site or the story */
    DATELINE_ROLE_CORRECTION, /**< a notice of what was corrected */
    DATELINE_ROLE_PULL_QUOTE, /**< words of the text, set once more to catch the eye */
    /* around the article */
    DATELINE_ROLE_COMMENT,    /**< a reader's comment */
    DATELINE_ROLE_RELATED,    /**< teasers of other stories */
    DATELINE_ROLE_PROMO,      /**< "Follow us", newsletter, support appeals */
    DATELINE_ROLE_SHARE,      /**< buttons and calls to share */
    DATELINE_ROLE_NAVIGATION, /**< menus, pagers, lists of links */
    DATELINE_ROLE_AD,         /**< advertisements */
    DATELINE_ROLE_CONSENT,    /**< cookie and privacy banners */
    DATELINE_ROLE_PAYWALL,    /**< calls to subscribe or to log in */
    DATELINE_ROLE_FOOTER,     /**< imprint, copyright, legal lines */
    DATELINE_ROLE_OTHER,      /**< none of these */
    DATELINE_ROLE_COUNT
} dateline_role;

/** A role as a member of a set of roles. */
#define DATELINE_ROLE_BIT(role) (UINT64_C(1) << (role))

/** Inline markup inside a block's text. */
typedef enum dateline_mark_kind {
    DATELINE_MARK_LINK = 0, /**< a with href; see dateline_mark.url */
    DATELINE_MARK_STRONG,   /**< strong, b */
    DATELINE_MARK_EMPHASIS, /**< em, i, cite */
    DATELINE_MARK_CODE,     /**< code, kbd, samp, tt */
    DATELINE_MARK_BREAK     /**< a forced line break; begin == end, the text has a newline there */
} dateline_mark_kind;

/** A mark over bytes [begin, end) of its block's text (not of the page). */
typedef struct dateline_mark {
    dateline_mark_kind kind; /**< what the markup means */
    uint32_t begin;          /**< first byte in the text */
    uint32_t end;            /**< behind its last byte in the text */
    dateline_string url; /**< absolute address of a link where it can be known, else as written */
} dateline_mark;

/** A cell of a table. The grid is rectangular; a cell that spans stands at its first place. */
typedef struct dateline_cell {
    uint32_t row;         /**< from 0 */
    uint32_t column;      /**< from 0 */
    uint32_t row_span;    /**< at least 1 */
    uint32_t column_span; /**< at least 1 */
    bool header;          /**< a th, or a cell of thead */
    uint32_t begin;       /**< the cell's text is bytes [begin, end) of the block's text */
    uint32_t end;
} dateline_cell;

/** No index: a block without an image, a statement that is not nested. */
#define DATELINE_NONE UINT32_MAX

/** Something that moved a block's score. */
typedef struct dateline_reason {
    dateline_string name; /**< "links: 7 of 9 words", "names around: share, card" */
    float effect;         /**< what the score would be less without it, -1..1 */
} dateline_reason;

/**
 * One block of the page, in document order. Lists and quotations nest by depth: a block belongs to
 * the innermost of @c list_depth lists inside @c quote_depth quotations.
 */
typedef struct dateline_block {
    dateline_role role;         /**< what it is to the article */
    bool in_text;               /**< its text is part of the record's text */
    uint8_t level;              /**< heading level 1..6, else 0 */
    uint8_t quote_depth;        /**< number of blockquotes around it */
    uint8_t list_depth;         /**< number of lists around it, 0 outside */
    bool item_start;            /**< first block of its list item (the one that gets the bullet) */
    bool ordered;               /**< its list is numbered */
    uint32_t item_number;       /**< number of its item in a numbered list */
    uint32_t list;              /**< tells neighbouring lists apart; DATELINE_NONE outside */
    dateline_string text;       /**< its words, white space collapsed except in code */
    dateline_string language;   /**< code: programming language where the page names it */
    const dateline_mark *marks; /**< inline markup by begin, outer before inner */
    size_t mark_count;          /**< number of marks */
    const dateline_cell *cells; /**< table: its cells by row, then column; text has them by line */
    size_t cell_count;          /**< number of cells */
    uint32_t rows;              /**< table: size of the grid */
    uint32_t columns;
    const dateline_span *spans; /**< where its text stands in the page, ascending */
    size_t span_count;          /**< number of spans */
    uint32_t image;             /**< caption or credit: index of its image, else DATELINE_NONE */
    float score;                /**< 0..1: how surely it belongs to the article's text */
    dateline_string anchor;     /**< links of the article to "#anchor" lead here: footnotes and
                                     where they belong; else absent */
    const dateline_reason *reasons; /**< with options.explain: the largest effects, largest first */
    size_t reason_count;            /**< number of reasons */
    const char *decision;           /**< with options.explain: why it is text or not; constant */
} dateline_block;

/** A picture of the article. */
typedef struct dateline_image {
    dateline_string url;     /**< the best address that the page gives, absolute where possible;
                                absent in a plain text, which has but captions */
    dateline_string alt;     /**< the text in its place, from the alt attribute */
    dateline_string caption; /**< without the credit */
    dateline_string credit;  /**< "AFP", "Jane Roe/Reuters" */
    bool lead;               /**< the story's main picture; others are inline */
    uint32_t block;          /**< index of the block before which it stands; DATELINE_NONE: none */
    dateline_span span;      /**< its tag in the page */
} dateline_image;

/** A link of the article. */
typedef struct dateline_link {
    dateline_string url;  /**< where it leads, absolute where possible */
    dateline_string text; /**< the words of the link */
    uint32_t block;       /**< index of its block */
} dateline_link;

/** Another address that the page names. */
typedef struct dateline_alternate {
    dateline_string url;  /**< absolute where possible */
    dateline_string kind; /**< "amp", "print", "mirror", "language", "feed" */
} dateline_alternate;

/** An entry of a live blog. */
typedef struct dateline_update {
    dateline_string time;  /**< ISO 8601 */
    dateline_string title; /**< the heading of the entry */
    dateline_string text;  /**< the words of the entry */
} dateline_update;

/** The fields that are chosen among candidates. */
typedef enum dateline_field {
    DATELINE_FIELD_TITLE = 0,      /**< the headline, without the name of the site */
    DATELINE_FIELD_SUBTITLE,       /**< a second headline */
    DATELINE_FIELD_DESCRIPTION,    /**< what the page says in one sentence */
    DATELINE_FIELD_AUTHORS,        /**< one candidate a person */
    DATELINE_FIELD_DATE_PUBLISHED, /**< first published */
    DATELINE_FIELD_DATE_MODIFIED,  /**< last changed */
    DATELINE_FIELD_SECTION,        /**< one candidate a path */
    DATELINE_FIELD_SITE,           /**< the publisher's name */
    DATELINE_FIELD_LANGUAGE,       /**< BCP 47 */
    DATELINE_FIELD_CANONICAL_URL,  /**< the address by which the page wants to be known */
    DATELINE_FIELD_TAGS,           /**< keywords */
    DATELINE_FIELD_AGENCY,         /**< "AP", "dpa" */
    DATELINE_FIELD_PLACE,          /**< of the dateline */
    DATELINE_FIELD_LICENCE,        /**< name or address of the licence */
    DATELINE_FIELD_ACCESS,         /**< free or not */
    DATELINE_FIELD_COUNT
} dateline_field;

/** A value that a field could have had, and why it has it or not. */
typedef struct dateline_candidate {
    dateline_field field;   /**< which field it is a value for */
    dateline_string value;  /**< as the field would hold it */
    dateline_string source; /**< where: "json-ld headline", "meta og:title", "h1", "url" */
    dateline_span span;     /**< its bytes in the page; empty where it has none (the URL) */
    float score;            /**< 0..1 */
    bool chosen;            /**< whether the field has it */
    const char *reason;     /**< why it won or lost; constant, NUL-terminated */
} dateline_candidate;

/** How a statement is quoted. */
typedef enum dateline_quotation {
    DATELINE_QUOTATION_DIRECT = 0, /**< in the speaker's own words */
    DATELINE_QUOTATION_INDIRECT,   /**< retold */
    DATELINE_QUOTATION_MIXED       /**< retold, with some words quoted */
} dateline_quotation;

/** A part of a statement: its words and where they stand. Absent: text.data is NULL. */
typedef struct dateline_part {
    dateline_string text;       /**< the words, as the article has them */
    const dateline_span *spans; /**< where they stand in the page, ascending */
    size_t span_count;          /**< number of spans, more than one where words stand in between */
} dateline_part;

/** Who said what. */
typedef struct dateline_statement {
    dateline_quotation quotation; /**< how it is quoted */
    const char *kind;             /**< "says", "asks", "denies", …: constant, NUL-terminated */
    dateline_part source;         /**< the words that name the speaker; may be absent */
    dateline_string person;       /**< the fullest name that the article gives for the source */
    dateline_string role;         /**< the description beside the name: "Deputy Defense Minister" */
    dateline_part cue;            /**< "said" */
    dateline_part content;        /**< what was said */
    dateline_string date;         /**< when it was said, ISO 8601, where it can be known */
    uint32_t nested_in;           /**< index of the statement around it, or DATELINE_NONE */
    bool negated;                 /**< "did not say" */
    bool in_title;                /**< it stands in the headline */
    float confidence;             /**< 0..1 */
    const char *person_reason;    /**< why it is that person: constant; NULL: nobody is */
    dateline_part time;           /**< the words by which the date is known; may be absent */
    const char *date_reason;      /**< how they became the date: constant; NULL: there is none */
} dateline_statement;

/** Where the page's encoding was learnt. */
typedef enum dateline_encoding_source {
    DATELINE_ENCODING_FROM_BOM = 0,
    DATELINE_ENCODING_FROM_TRANSPORT,
    DATELINE_ENCODING_FROM_META,
    DATELINE_ENCODING_FROM_CONTENT /**< the bytes themselves */
} dateline_encoding_source;

/**
 * One page, read. Absent strings have data == NULL, absent lists count 0. Pointers are valid until
 * the extractor reads its next page. New fields come at the end.
 */
typedef struct dateline_record {
    dateline_string id;           /**< dateline_input.id */
    dateline_string input;        /**< dateline_input.name */
    dateline_string url;          /**< dateline_input.url */
    dateline_string captured;     /**< dateline_input.captured */
    dateline_status status;       /**< whether this is an article at all */
    dateline_string reason;       /**< of any status but ok: one sentence */
    dateline_kind kind;           /**< html or text */
    dateline_page_type page_type; /**< what its shape tells */

    dateline_string encoding;                 /**< WHATWG name, "UTF-8" */
    dateline_encoding_source encoding_source; /**< where it was learnt */
    uint32_t encoding_replaced;               /**< undecodable sequences that became U+FFFD */

    dateline_string canonical_url; /**< link rel=canonical, og:url: absolute where possible */
    const dateline_alternate *alternates; /**< other addresses that the page names */
    size_t alternate_count;               /**< number of alternates */
    dateline_string site;                 /**< the publisher's or the site's name */
    const dateline_string *section;       /**< breadcrumb, outermost first */
    size_t section_count;                 /**< number of parts of the breadcrumb */
    dateline_string title;                /**< the headline, without the name of the site */
    dateline_string subtitle;             /**< a second headline */
    dateline_string description;          /**< what the page says of itself in a sentence */
    const dateline_string *authors;       /**< persons' names */
    size_t author_count;                  /**< number of authors */
    const dateline_string *tags;          /**< keywords, each once */
    size_t tag_count;                     /**< number of tags */
    dateline_string language;             /**< BCP 47 */
    dateline_string direction;            /**< "ltr" or "rtl" */
    dateline_string agency;               /**< the news agency of the text, "AP" */
    dateline_string place;                /**< of "BERLIN (AP) –" */
    dateline_string correction;           /**< a notice of what was corrected */
    dateline_access access;               /**< whether everybody may read all of it */
    dateline_string date_published;       /**< ISO 8601, as precise as the page is */
    dateline_string date_modified;        /**< the same of the last change */
    dateline_string licence;              /**< name or address of the page's licence */

    dateline_string text;            /**< the article's body; paragraphs apart by a blank line */
    const dateline_block *blocks;    /**< every block of the page */
    size_t block_count;              /**< number of blocks */
    const dateline_image *images;    /**< the article's pictures, in order */
    size_t image_count;              /**< number of images */
    const dateline_link *links;      /**< the article's links, in order */
    size_t link_count;               /**< number of links */
    const dateline_string *comments; /**< readers' comments */
    size_t comment_count;            /**< number of comments */
    const dateline_update *updates;  /**< a live blog's entries, as the page orders them */
    size_t update_count;             /**< number of updates */
    bool statements_supported;       /**< false: not looked for, or the language is not supported */
    const dateline_statement *statements;         /**< who said what, in the order of the text */
    size_t statement_count;                       /**< number of statements */
    float text_confidence;                        /**< 0..1 */
    float field_confidence[DATELINE_FIELD_COUNT]; /**< 0 where the field is absent */
    const dateline_candidate *candidates;         /**< by field, then falling score */
    size_t candidate_count;                       /**< number of candidates */
    const dateline_string *warnings; /**< "truncated: …": what was cut, repaired or refused */
    size_t warning_count;            /**< number of warnings */
    uint64_t excluded_roles;         /**< dateline_options.exclude_roles */
    const dateline_archive *archive; /**< dateline_input.archive; NULL: none */
} dateline_record;

/* ---------------------------------------------------------------------------------------------
 * Functions
 * ------------------------------------------------------------------------------------------- */

/**
 * Reads pages and keeps the memory for the next one. Opaque.
 *
 * It holds no file, connection or thread: making and destroying one costs some allocations and
 * nothing else, and a caller that reads a single page may as well use one for it.
 */
typedef struct dateline_extractor dateline_extractor;

/** @return the library's version, "0.1.0": constant, NUL-terminated. */
DATELINE_API const char *dateline_version(void);

/** @return the name of a code, "out of memory": constant, NUL-terminated, never NULL. */
DATELINE_API const char *dateline_code_text(dateline_code code);

/** @return the record's word for a status, "not_article": constant, never NULL. */
DATELINE_API const char *dateline_status_name(dateline_status status);

/** @return the record's word for a role, "list_item": constant, never NULL. */
DATELINE_API const char *dateline_role_name(dateline_role role);

/**
 * @param name a role's word, "list_item"; not NUL-terminated.
 * @return the role, or DATELINE_ROLE_COUNT where there is none of that name.
 */
DATELINE_API dateline_role dateline_role_of_name(const char *name, size_t length);

/**
 * @param number a number from 0; members keep theirs while the record's version stays.
 * @return the name of that member of the record's JSON, "title": constant; NULL behind the last.
 */
DATELINE_API const char *dateline_member_name(unsigned number);

/** @return the record's word for a field, "date_published": constant, never NULL. */
DATELINE_API const char *dateline_field_name(dateline_field field);

/**
 * Fill in the defaults.
 *
 * @param options what to fill; NULL does nothing.
 */
DATELINE_API void dateline_options_initialize(dateline_options *options);

/**
 * Make an extractor.
 *
 * @param options   what holds for all its pages; copied; NULL: the defaults.
 * @param allocator the memory to use; the struct is copied, its context must outlive the
 *                  extractor; NULL: malloc, realloc, free.
 * @param error     filled on failure; may be NULL.
 * @return the extractor, to be given to dateline_extractor_destroy(), or NULL.
 */
DATELINE_API dateline_extractor *dateline_extractor_create(const dateline_options *options,
                                                           const dateline_allocator *allocator,
                                                           dateline_error *error);

/**
 * Free an extractor, its record, and everything that it returned.
 *
 * @param extractor NULL does nothing.
 */
DATELINE_API void dateline_extractor_destroy(dateline_extractor *extractor);

/**
 * Read one page.
 *
 * After some pages the extractor has the memory that it needs, and allocates no more. Time and
 * memory are linear in the length of the page.
 *
 * @param extractor from dateline_extractor_create().
 * @param page      the page's bytes, before any decoding of characters; NULL only with length 0.
 * @param length    number of bytes; beyond max_bytes they are cut, with a warning.
 * @param input     what is known of the page; NULL: nothing.
 * @param record    gets the record; it belongs to the extractor, until its next page.
 * @param error     filled on failure; may be NULL.
 * @return DATELINE_OK with *record set, or a code with *record NULL.
 */
DATELINE_API dateline_code dateline_extract(dateline_extractor *extractor, const void *page,
                                            size_t length, const dateline_input *input,
                                            const dateline_record **record, dateline_error *error);

/** The forms in which a record can be written. */
typedef enum dateline_format {
    DATELINE_FORMAT_TEXT = 0, /**< the article as plain text, title first */
    DATELINE_FORMAT_MARKDOWN, /**< GitHub's flavour */
    DATELINE_FORMAT_JSON,     /**< one line, ends with a newline; docs/record.schema.json */
    DATELINE_FORMAT_HTML      /**< a whole document, without scripts */
} dateline_format;

/**
 * Write the record of the page that the extractor read last.
 *
 * @param extractor one whose last dateline_extract() returned DATELINE_OK.
 * @param format    the form.
 * @param output    gets the text, valid until the extractor's next call of any kind.
 * @param error     filled on failure; may be NULL.
 * @return DATELINE_OK, or a code with *output absent.
 */
DATELINE_API dateline_code dateline_record_write(dateline_extractor *extractor,
                                                 dateline_format format, dateline_string *output,
                                                 dateline_error *error);

/** How dateline_tree_write() parses. Zero-initialise it. */
typedef struct dateline_tree_options {
    const char *fragment; /**< context element of a fragment, "td" or "svg path"; NULL: document */
    bool scripting;       /**< parse as a browser that runs scripts (noscript is raw text) */
} dateline_tree_options;

/**
 * Parse a page and write its tree in the notation of html5lib-tests (tree construction).
 *
 * @param extractor from dateline_extractor_create(); its last record is gone afterwards.
 * @param page      the page's bytes.
 * @param length    number of bytes.
 * @param input     its encoding and padded are used; NULL: nothing is known.
 * @param options   NULL: a document, scripting off.
 * @param output    gets the tree, one node a line, each beginning with "| ".
 * @param error     filled on failure; may be NULL.
 * @return DATELINE_OK, or a code with *output absent.
 */
DATELINE_API dateline_code dateline_tree_write(dateline_extractor *extractor, const void *page,
                                               size_t length, const dateline_input *input,
                                               const dateline_tree_options *options,
                                               dateline_string *output, dateline_error *error);

#ifdef __cplusplus
}
#endif

#endif /* DATELINE_H */
