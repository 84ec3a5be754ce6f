/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this room share: everything that the page offers for a field, each with its
 * place and a prior trust, is collected here first; then each field's chooser scores its candidates
 * and one of them is chosen. The record's candidates are this list.
 */
#ifndef DATELINE_METADATA_EVIDENCE_H
#define DATELINE_METADATA_EVIDENCE_H

#include "core/url.h"
#include "metadata/byline.h"
#include "metadata/date.h"
#include "metadata/json.h"
#include "metadata/metadata.h"

/** Kinds of sources. Two candidates agree where they come from different ones. */
typedef enum dateline_origin {
    DATELINE_ORIGIN_JSON_LD = 0,
    DATELINE_ORIGIN_META,
    DATELINE_ORIGIN_MICRODATA, /* itemprop, RDFa property */
    DATELINE_ORIGIN_TITLE,     /* <title> */
    DATELINE_ORIGIN_HEADING,   /* h1 and the like */
    DATELINE_ORIGIN_VISIBLE,   /* a byline, a date line, a breadcrumb, a caption */
    DATELINE_ORIGIN_TIME,      /* <time> */
    DATELINE_ORIGIN_LINK,      /* <link>, rel=author */
    DATELINE_ORIGIN_ADDRESS,   /* the page's URL */
    DATELINE_ORIGIN_TEXT,      /* the article's text */
    DATELINE_ORIGIN_COUNT
} dateline_origin;

typedef struct dateline_evidence {
    dateline_field field;
    dateline_origin origin;
    int weight;             /* prior trust, 0..100 */
    dateline_string value;  /* as the field would hold it */
    dateline_string source; /* "meta og:title" */
    uint32_t begin;         /* block == NONE: range of the UTF-8 input; else of the block's text */
    uint32_t end;
    uint32_t block;
    uint32_t node;      /* element it came from, 0: none */
    uint8_t where;      /* dateline_where of its block or element */
    uint8_t role;       /* of its block */
    uint16_t hints;     /* DATELINE_HINT_ of the boxes around it */
    uint8_t signs;      /* DATELINE_SIGN_ */
    uint8_t company;    /* names that its source gives in one breath */
    uint8_t place;      /* which of them it is, from 0 */
    uint32_t next;      /* the next candidate that says the same; see claims.h */
    dateline_date date; /* of date fields */
    uint64_t key;       /* hash of the folded value: equal keys agree */
    int score;          /* 0..1000, by the chooser */
    bool chosen;
    const char *reason; /* by the chooser */
} dateline_evidence;

/** Room for the candidates of one field; what comes later than these is not collected. */
enum { DATELINE_EVIDENCE_LIMIT = 48 };

/** What is known of a candidate beside its source. */
enum {
    DATELINE_SIGN_BY = 1,        /* "By", "Written by" leads in */
    DATELINE_SIGN_BARE = 2,      /* a line of nothing but names */
    DATELINE_SIGN_ALONE = 4,     /* the line says little else */
    DATELINE_SIGN_FULL_NAME = 8, /* begins with a known given name */
    DATELINE_SIGN_PAGE = 16,     /* a link to an author's page */
    DATELINE_SIGN_OTHERS = 32,   /* "Reviewed by", "Photo:" stands before it */
    DATELINE_SIGN_HIDDEN = 64,
    DATELINE_SIGN_PERSON = 128 /* a schema.org Person */
};

/** Where something stands beside the article. */
typedef enum dateline_where {
    DATELINE_WHERE_NOWHERE = 0, /* far from it */
    DATELINE_WHERE_BEFORE,      /* just before the title */
    DATELINE_WHERE_HEAD,        /* between title and text */
    DATELINE_WHERE_TEXT,
    DATELINE_WHERE_TAIL /* just behind the text */
} dateline_where;

/** A <time> element or the like, to be judged when the blocks are known. */
typedef struct dateline_time_mark {
    uint32_t node;
    uint32_t begin; /* range of its datetime attribute in the input; begin == end: none */
    uint32_t end;
    uint8_t cue; /* dateline_date_cue, from attributes */
} dateline_time_mark;

/** A picture that metadata names: og:image. */
typedef struct dateline_picture {
    dateline_string url;
    dateline_string alt;
    dateline_string caption;
    dateline_string credit;
    uint32_t begin;
    uint32_t end;
} dateline_picture;

/** The text of a script that is no JSON-LD. */
typedef struct dateline_script {
    uint32_t begin;
    uint32_t end;
} dateline_script;

enum {
    DATELINE_TIME_LIMIT = 64,
    DATELINE_PICTURE_LIMIT = 8,
    DATELINE_ALTERNATE_LIMIT = 64,
    DATELINE_SCRIPT_LIMIT = 32
};

typedef struct dateline_claim dateline_claim; /* claims.h */

/** The claims of a field. */
typedef struct dateline_claims {
    dateline_claim *items;
    unsigned count;
} dateline_claims;

typedef struct dateline_known_names dateline_known_names;

typedef struct dateline_facts {
    dateline_page *page;
    dateline_arena *arena;
    dateline_record *record;
    dateline_date captured;

    dateline_evidence *items;
    uint32_t count;
    uint32_t capacity;
    uint32_t field_count[DATELINE_FIELD_COUNT];

    dateline_json json;
    uint32_t main_entity; /* index of the JSON-LD object that is the article, 0: none */

    /* what the sweep over the tree found */
    dateline_string title_element;
    dateline_string page_language; /* of <html lang> */
    dateline_string content_tier;
    dateline_time_mark times[DATELINE_TIME_LIMIT];
    unsigned time_count;
    dateline_picture pictures[DATELINE_PICTURE_LIMIT];
    unsigned picture_count;
    dateline_alternate alternates[DATELINE_ALTERNATE_LIMIT];
    unsigned alternate_count;
    dateline_script scripts[DATELINE_SCRIPT_LIMIT];
    unsigned script_count;
    unsigned article_scopes; /* microdata scopes that are articles */
    bool free;               /* isAccessibleForFree: true, false or not said */
    bool not_free;
    bool type_article; /* og:type article */

    uint16_t *hints;   /* beside the tree's nodes; see dateline_hints() */
    uint32_t *special; /* blocks that stand out, in order; see
                          dateline_find_special_blocks() */
    uint32_t special_count;
    dateline_known_names *known_names; /* what classes say that were met before; hints.c */

    /* where the article stands among the blocks */
    uint64_t title_key;   /* of the title that was chosen, as dateline_fold_key() gives it */
    uint32_t title_block; /* DATELINE_NONE: unknown */
    uint32_t title_node;  /* its element, 0: unknown */
    uint32_t first_text;  /* first and last block of the article's text; NONE: none */
    uint32_t last_text;
    dateline_date_order order; /* of 3/5/2024 on this page */
    unsigned days_first;       /* dates such as 25/3/2024 that it shows */
    unsigned months_first;     /* and such as 3/25/2024 */

    dateline_claims titles; /* what was chosen among */
    dateline_claims authors;
    dateline_claims published;
} dateline_facts;

/**
 * Add a candidate. The value must be clean; empty ones and those over the limit are dropped.
 *
 * @return the candidate, or NULL where it was dropped or memory failed.
 */
dateline_evidence *dateline_evidence_add(dateline_facts *facts, dateline_field field,
                                         dateline_origin origin, int weight, dateline_string value,
                                         dateline_string source, uint32_t begin, uint32_t end);

/** Add a candidate that stands in a block's text. */
dateline_evidence *dateline_evidence_add_block(dateline_facts *facts, dateline_field field,
                                               dateline_origin origin, int weight,
                                               dateline_string value, dateline_string source,
                                               uint32_t block, uint32_t begin, uint32_t end);

/**
 * Text as a reader would see it: references expanded, tags dropped, white space collapsed, ends
 * trimmed. A slice where nothing changes.
 */
dateline_string dateline_clean(dateline_string text, dateline_arena *arena);

/** Hash of a text without case, white space and punctuation: what two spellings share. */
uint64_t dateline_fold_key(dateline_string text);

/** The text so folded, in the arena: letters and digits alone, ASCII in lower case. */
dateline_string dateline_fold(dateline_string text, dateline_arena *arena);

/** The text of an element, white space collapsed, at most limit bytes. */
dateline_string dateline_element_text(const dateline_facts *facts, uint32_t node, size_t limit);

/** Make room for what is known of the nodes. @return false where memory failed. */
bool dateline_hints_begin(dateline_facts *facts);

/** DATELINE_HINT_ bits of an element: of its class and id, and of the elements around it: all hints
    of the nearest few, COMMENT and ASIDE of all. Boxes that hold the title as well tell nothing. */
unsigned dateline_hints(dateline_facts *facts, uint32_t node);

/** Mark the best-scored candidate of a field as chosen, the others with why they lost.
    @return it, or NULL where none scores at least the threshold. */
dateline_evidence *dateline_evidence_choose(dateline_facts *facts, dateline_field field,
                                            int threshold);

/** Write the record's candidates: by field, then falling score. @return false: no memory. */
bool dateline_evidence_export(dateline_facts *facts);

/** Everything of dateline_metadata_find(), with what it was chosen from. @return NULL: no memory.
 */
dateline_facts *dateline_metadata_gather(dateline_page *page, dateline_arena *arena,
                                         const dateline_response *response,
                                         dateline_record *record);

/* ---- The rest of the room ------------------------------------------------------------------- */

/** One sweep over the tree: meta, link, title, script, time, itemprop, property, rel. */
bool dateline_gather_markup(dateline_facts *facts);

/** Candidates from the header of the HTTP response. */
void dateline_gather_response(dateline_facts *facts, const dateline_response *response);

/** Candidates from the JSON-LD that the sweep has read. */
void dateline_gather_json_ld(dateline_facts *facts);

/** List the headings and the blocks of roles that somebody asks for by role. All that is done with
    these goes by the list: nearly no block is one. @return false: no memory. */
bool dateline_find_special_blocks(dateline_facts *facts);

/** Titles from the visible headings. */
void dateline_gather_headings(dateline_facts *facts);

/** Does a script in the page hold data? It begins with a member of JSON, or with a call that is
   given a string of it. Programs, which are most of what a page has, are not worth a search. */
bool dateline_is_script_data(dateline_string script);

/** Dates from the data of scripts, where nothing else is sure of one. */
void dateline_gather_script_dates(dateline_facts *facts);

/** Does it look like "2024-03-05T14:05Z", or seconds or milliseconds since 1970? */
bool dateline_may_be_date(dateline_string value);

/** What a name that no table holds says of a date: "w-published-date", "created-timestamp". */
dateline_date_cue dateline_cue_of_name(dateline_string name);

/** The other candidates from the visible blocks; the title is chosen. */
void dateline_gather_blocks(dateline_facts *facts);

/** Each fills its fields of the record from the candidates. @return false: no memory. */
bool dateline_choose_title(dateline_facts *facts);
bool dateline_choose_dates(dateline_facts *facts);
bool dateline_choose_authors(dateline_facts *facts);
void dateline_choose_site(dateline_facts *facts);
bool dateline_choose_section(dateline_facts *facts);
void dateline_choose_language(dateline_facts *facts);
bool dateline_choose_addresses(dateline_facts *facts);
bool dateline_choose_images(dateline_facts *facts);

/* What the address of a picture tells (pictures.c). */

/** The address without query and fragment. */
dateline_string dateline_picture_path(dateline_string url);
/** The same for all sizes of one picture. */
uint64_t dateline_picture_name(dateline_string url);
/** How wide the address says that it is; UINT32_MAX where it says nothing: as it was uploaded. */
uint32_t dateline_picture_width(dateline_string url);
/** Icons, spacers and the like, of_page: among the page's pictures, else that metadata names. */
bool dateline_picture_is_furniture(dateline_string url, bool of_page);
bool dateline_choose_updates(dateline_facts *facts);
bool dateline_choose_rest(dateline_facts *facts);

#endif
