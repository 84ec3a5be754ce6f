/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article as GitHub-flavoured Markdown (CommonMark 0.29 to 0.31, with GFM's tables).
 *
 * It has to be read back as what it was: so each mark looks ahead to its end and takes the notation
 * that CommonMark will recognise between the characters at hand, down to an HTML tag where none
 * will; and a character of the text is escaped only where it would be read as notation. What
 * Markdown cannot say at all, tables with spans, is HTML.
 */
#include "core/url.h"
#include "core/utf8.h"
#include "record/grid.h"
#include "record/html.h"
#include "record/inline.h"
#include "record/lines.h"
#include "record/record.h"

/** Where a text stands; it decides what has to be escaped and how a line breaks. */
typedef enum text_place {
    PLACE_PARAGRAPH,
    PLACE_HEADING,
    PLACE_CELL,
    PLACE_INSERT, /* inside other notation: the words of an image, a caption */
} text_place;

/** How strong or emphasis is written. */
typedef enum notation {
    NOTATION_STARS,
    NOTATION_UNDERSCORE,
    NOTATION_TAG,
} notation;

typedef struct markdown_writer {
    dateline_writer *writer;
    dateline_lines lines;
    text_place place;
    const dateline_block *block;
    dateline_inline_event before; /* the event written last */
    dateline_inline_event after;  /* the event to be written next */
    bool first_line;              /* of a paragraph */
    bool in_link;                 /* brackets must be escaped */
    bool in_code;                 /* text is written as it is */
    bool code_space;              /* of the code span: a space inside its signs */
    size_t code_ticks;            /* length of its signs; 0: tags */
    notation strong;
    notation emphasis;
} markdown_writer;

/* ---- Characters ----------------------------------------------------------------------------- */

static bool is_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/** What a character is to CommonMark's rules of "flanking" (6.2). */
typedef enum flank {
    FLANK_OPEN, /* white space, the end of a line, punctuation, other notation */
    FLANK_WORD,
    FLANK_UNSURE, /* symbols: part of a word up to CommonMark 0.30, punctuation from 0.31 on */
} flank;

static flank flank_of_character(uint32_t code_point) {
    if (code_point < 0x80 && is_punctuation((char)code_point))
        return FLANK_OPEN;
    if (code_point == 0x2028 || code_point == 0x2029) /* white space to us, not to CommonMark */
        return FLANK_UNSURE;
    unsigned class = dateline_unicode(code_point);
    if (class & (DATELINE_CODE_LETTER | DATELINE_CODE_DIGIT))
        return FLANK_WORD;
    return class & (DATELINE_CODE_PUNCTUATION | DATELINE_CODE_SPACE) ? FLANK_OPEN : FLANK_UNSURE;
}

static flank first_flank(dateline_string text) {
    const char *cursor = text.data;
    return flank_of_character(dateline_utf8_decode(&cursor, text.data + text.length));
}

static flank last_flank(dateline_string text) {
    size_t begin = text.length - 1;
    while (begin && text.length - begin < 4 && (text.data[begin] & '\xC0') == '\x80')
        begin--;
    return first_flank(dateline_string_part(text, begin, text.length));
}

/* Is the byte between letters? Not at the text's ends: what stands there may be a sign. */
static bool is_in_word(dateline_string text, size_t offset) {
    return offset && offset + 1 < text.length &&
           last_flank(dateline_string_part(text, 0, offset)) == FLANK_WORD &&
           first_flank(dateline_string_part(text, offset + 1, text.length)) == FLANK_WORD;
}

/* Stands for any sign that is no letter and of no meaning to its neighbours. */
static const char any_sign = '"';

/* The last byte that an event wrote, or the first that it will: a blank for the edge of a line. A
 * line break begins with a backslash or is a tag. */
static char edge_of(const markdown_writer *markdown, const dateline_inline_event *event,
                    bool at_end) {
    bool on_one_line = markdown->place == PLACE_HEADING || markdown->place == PLACE_CELL;
    switch (event->kind) {
    case DATELINE_INLINE_TEXT:
        return event->text.data[at_end ? event->text.length - 1 : 0];
    case DATELINE_INLINE_BREAK:
        return markdown->place == PLACE_INSERT || (at_end && !on_one_line) ? ' ' : any_sign;
    case DATELINE_INLINE_END:
        return markdown->place == PLACE_INSERT ? any_sign : ' ';
    default:
        return any_sign;
    }
}

static char byte_before(const markdown_writer *markdown, dateline_string text, size_t offset) {
    return offset ? text.data[offset - 1] : edge_of(markdown, &markdown->before, true);
}

/* The byte of the text at offset, or the one behind its end. */
static char byte_at(const markdown_writer *markdown, dateline_string text, size_t offset) {
    return offset < text.length ? text.data[offset] : edge_of(markdown, &markdown->after, false);
}

/* ---- Escapes within a line ------------------------------------------------------------------ */

/* "&amp;" and "&#38;" would be read as a character (CommonMark, 2.5). */
static bool is_reference(dateline_string text, size_t offset) {
    enum { LONGEST = 40 }; /* "&CounterClockwiseContourIntegral;" has 33 */
    size_t begin = offset + 1, end = begin;
    if (end < text.length && text.data[end] == '#')
        return true;
    while (end < text.length && end - begin < LONGEST &&
           (dateline_is_letter(text.data[end]) || dateline_is_digit(text.data[end])))
        end++;
    return end > begin && end < text.length && text.data[end] == ';';
}

/* "!" before a link would make it an image. */
static bool is_before_link(const markdown_writer *markdown, dateline_string text, size_t offset) {
    return offset + 1 == text.length && markdown->after.kind == DATELINE_INLINE_ENTER &&
           markdown->after.mark == DATELINE_MARK_LINK;
}

/* The last of the signs that would close a heading (CommonMark, 4.2). */
static bool is_closing_sequence(const markdown_writer *markdown, dateline_string text,
                                size_t offset) {
    if (markdown->place != PLACE_HEADING || offset + 1 < text.length ||
        markdown->after.kind != DATELINE_INLINE_END)
        return false;
    while (offset && text.data[offset - 1] == '#')
        offset--;
    return is_blank(byte_before(markdown, text, offset));
}

/* Would the byte be read as notation, wherever on a line it stands? */
static bool is_notation(const markdown_writer *markdown, dateline_string text, size_t offset) {
    char before = byte_before(markdown, text, offset);
    char after = byte_at(markdown, text, offset + 1);
    switch (text.data[offset]) {
    case '`':
        return true;
    case '\\':
        return is_punctuation(after);
    case '*': /* CommonMark, 6.2: between blanks it opens and closes nothing */
        return !(is_blank(before) && is_blank(after));
    case '_': /* the same section: nor between letters */
        return !is_in_word(text, offset);
    case '~': /* GFM, 6.5 "Strikethrough": it is escaped but where it means "about" */
        return !(is_blank(before) && (is_blank(after) || dateline_is_digit(after)));
    case '[':
        return markdown->in_link;
    case ']':
        return markdown->in_link || after == '(' || after == ':';
    case '!':
        return is_before_link(markdown, text, offset);
    case '<':
        return dateline_is_letter(after) || after == '/' || after == '!' || after == '?';
    case '&':
        return is_reference(text, offset);
    case '|':
        return markdown->place == PLACE_CELL;
    case '#':
        return is_closing_sequence(markdown, text, offset);
    default:
        return false;
    }
}

/* ---- Escapes at the start of a line --------------------------------------------------------- */

/* Are all of the line's bytes of the set? Then it would be a rule, an underline or the delimiter
 * row of a table. What follows behind the text is taken for one of them, but for a mark. */
static bool is_line_of(const markdown_writer *markdown, dateline_string text, const char *set) {
    for (size_t i = 0; i < text.length; i++)
        if (!text.data[i] || !strchr(set, text.data[i]))
            return false;
    return is_blank(byte_at(markdown, text, text.length));
}

/* The point of "12. " or "12) " at the start of the text, or SIZE_MAX. */
static size_t find_item_point(const markdown_writer *markdown, dateline_string text) {
    size_t digits = 0;
    while (digits < text.length && dateline_is_digit(text.data[digits]))
        digits++;
    char point = byte_at(markdown, text, digits);
    bool is_marker = digits >= 1 && digits <= 9 && digits < text.length &&
                     (point == '.' || point == ')') &&
                     is_blank(byte_at(markdown, text, digits + 1));
    return is_marker ? digits : SIZE_MAX;
}

static bool is_heading_sign(const markdown_writer *markdown, dateline_string text) {
    size_t signs = 0;
    while (signs < text.length && text.data[signs] == '#')
        signs++;
    return signs <= 6 && is_blank(byte_at(markdown, text, signs));
}

/* "[ ]", "[x]": GFM, 5.3 "Task list items". */
static bool is_task(dateline_string text) {
    return text.length >= 3 && text.data[2] == ']' &&
           (text.data[1] == ' ' || dateline_lower(text.data[1]) == 'x');
}

/* "[label]: address": CommonMark, 4.7 "Link reference definitions". They come before code spans,
 * so the label's end may stand anywhere in the block's text. */
static bool may_be_definition(const markdown_writer *markdown) {
    return dateline_string_find(markdown->block->text, DATELINE_LITERAL("]:"), 0) != SIZE_MAX;
}

/* Would the text, at the start of a line, be read as a block's beginning: a list item, a heading, a
 * quotation, a rule, an underline, a table? */
static bool begins_block(const markdown_writer *markdown, dateline_string text) {
    bool below = !markdown->first_line;
    switch (text.data[0]) {
    case '>':
        return true;
    case '#':
        return is_heading_sign(markdown, text);
    case '+':
    case '*':
        return is_blank(byte_at(markdown, text, 1));
    case '-':
        return is_blank(byte_at(markdown, text, 1)) || is_line_of(markdown, text, "-| :");
    case '|':
    case ':':
        return below && is_line_of(markdown, text, "-| :");
    case '=':
        return below && is_line_of(markdown, text, "= ");
    case '[':
        return is_task(text) || (!below && may_be_definition(markdown));
    default:
        return false;
    }
}

/* The offset of the byte that has to be escaped because the text starts a line, or SIZE_MAX. */
static size_t find_line_notation(const markdown_writer *markdown, dateline_string text) {
    dateline_inline_kind before = markdown->before.kind;
    bool starts_line = before == DATELINE_INLINE_END || before == DATELINE_INLINE_BREAK;
    if (markdown->place != PLACE_PARAGRAPH || !starts_line)
        return SIZE_MAX;
    return begins_block(markdown, text) ? 0 : find_item_point(markdown, text);
}

static void write_escaped(const markdown_writer *markdown, dateline_string text) {
    size_t start = find_line_notation(markdown, text), begin = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (i != start && !(is_punctuation(text.data[i]) && is_notation(markdown, text, i)))
            continue;
        dateline_write_bytes(markdown->writer, text.data + begin, i - begin);
        dateline_write_char(markdown->writer, '\\');
        begin = i;
    }
    dateline_write_bytes(markdown->writer, text.data + begin, text.length - begin);
}

/* ---- Flanks --------------------------------------------------------------------------------- */

static flank flank_of(const dateline_inline_event *event, bool at_end) {
    if (event->kind != DATELINE_INLINE_TEXT)
        return FLANK_OPEN;
    return at_end ? last_flank(event->text) : first_flank(event->text);
}

/** The events around the two signs of a mark. */
typedef struct mark_edges {
    dateline_inline_event before, first, last, after;
} mark_edges;

/* Look ahead to the end of a mark that has just been entered; first follows, walk stands behind it.
 * Marks nest four deep at most, so no event is looked at more often than that. */
static mark_edges find_edges(const markdown_writer *markdown, dateline_inline walk) {
    mark_edges edges = {.before = markdown->before, .first = markdown->after};
    dateline_inline_event event = edges.first;
    for (unsigned depth = 1;; event = dateline_inline_next(&walk)) {
        depth += event.kind == DATELINE_INLINE_ENTER;
        depth -= event.kind == DATELINE_INLINE_LEAVE;
        if (!depth)
            break;
        edges.last = event;
    }
    edges.after = dateline_inline_next(&walk);
    return edges;
}

static bool is_sign_of(const dateline_inline_event *event, dateline_mark_kind mark) {
    bool sign = event->kind == DATELINE_INLINE_ENTER || event->kind == DATELINE_INLINE_LEAVE;
    return sign && event->mark == mark;
}

static bool touches_strong(const mark_edges *edges) {
    return is_sign_of(&edges->before, DATELINE_MARK_STRONG) ||
           is_sign_of(&edges->first, DATELINE_MARK_STRONG) ||
           is_sign_of(&edges->last, DATELINE_MARK_STRONG) ||
           is_sign_of(&edges->after, DATELINE_MARK_STRONG);
}

/*
 * Strong is "**"; emphasis is "_" where words end, "*" inside of them. Stars of the two never meet,
 * since a run of them is read by rules of its own.
 */
static notation choose_notation(dateline_mark_kind mark, const mark_edges *edges) {
    bool open_before = flank_of(&edges->before, true) == FLANK_OPEN;
    bool open_after = flank_of(&edges->after, false) == FLANK_OPEN;
    if (mark == DATELINE_MARK_EMPHASIS && open_before && open_after)
        return NOTATION_UNDERSCORE;
    if (mark == DATELINE_MARK_EMPHASIS && touches_strong(edges))
        return NOTATION_TAG;
    bool opens = open_before || flank_of(&edges->first, false) == FLANK_WORD;
    bool closes = open_after || flank_of(&edges->last, true) == FLANK_WORD;
    return opens && closes ? NOTATION_STARS : NOTATION_TAG;
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static void write_sign(const markdown_writer *markdown, const dateline_inline_event *event) {
    bool strong = event->mark == DATELINE_MARK_STRONG;
    switch (strong ? markdown->strong : markdown->emphasis) {
    case NOTATION_STARS:
        dateline_write_text(markdown->writer, strong ? "**" : "*");
        break;
    case NOTATION_UNDERSCORE:
        dateline_write_char(markdown->writer, '_');
        break;
    case NOTATION_TAG:
        dateline_write_text(markdown->writer, event->kind == DATELINE_INLINE_ENTER ? "<" : "</");
        dateline_write_text(markdown->writer, strong ? "strong>" : "em>");
        break;
    }
}

/* Pairs of parentheses need no escape (CommonMark, 6.3, as deep as its parsers must follow). */
static bool has_pairs(dateline_string url) {
    enum { DEEPEST = 32 };
    int depth = 0;
    for (size_t i = 0; i < url.length && depth >= 0 && depth < DEEPEST; i++)
        depth += (url.data[i] == '(') - (url.data[i] == ')');
    return depth == 0;
}

/* An address between parentheses. */
static void write_address(dateline_writer *writer, dateline_string url) {
    static const char digits[] = "0123456789ABCDEF";
    url = dateline_string_trim(url);
    bool pairs = has_pairs(url);
    for (size_t i = 0; i < url.length; i++) {
        char c = url.data[i];
        unsigned char byte = (unsigned char)c;
        if (byte <= 0x20 || byte == 0x7F || strchr("<>\\`|\"", c)) {
            const char encoded[] = {'%', digits[byte >> 4], digits[byte & 15]};
            dateline_write_bytes(writer, encoded, sizeof encoded);
            continue;
        }
        if (!pairs && (c == '(' || c == ')'))
            dateline_write_char(writer, '\\');
        dateline_write_char(writer, c);
        if (c == '&' && is_reference(url, i)) /* cmark-gfm does not heed a backslash here */
            dateline_write_text(writer, "amp;");
    }
}

static void write_link(markdown_writer *markdown, const dateline_inline_event *event) {
    markdown->in_link = event->kind == DATELINE_INLINE_ENTER;
    if (markdown->in_link) {
        dateline_write_char(markdown->writer, '[');
        return;
    }
    dateline_write_text(markdown->writer, "](");
    write_address(markdown->writer, event->text);
    dateline_write_char(markdown->writer, ')');
}

/** What a code span's text asks of its signs. */
typedef struct code_facts {
    size_t ticks; /* in the run at hand */
    size_t longest;
    bool tick_at_edge;
    bool escaped_bar; /* "\|": a code span in a table's cell cannot hold it */
    bool label_end;   /* "]:": nor one in a link's text, at the start of a paragraph, this */
} code_facts;

static void look_at_code(code_facts *facts, dateline_string text) {
    for (size_t i = 0; i < text.length; i++) {
        facts->ticks = text.data[i] == '`' ? facts->ticks + 1 : 0;
        facts->longest = facts->ticks > facts->longest ? facts->ticks : facts->longest;
        facts->escaped_bar |= text.data[i] == '|' && i && text.data[i - 1] == '\\';
        facts->label_end |= text.data[i] == ':' && i && text.data[i - 1] == ']';
    }
    facts->tick_at_edge |= text.data[0] == '`' || text.data[text.length - 1] == '`';
}

/* Look ahead over a code span that has just been entered: it holds text and nothing else. */
static code_facts find_code_facts(const markdown_writer *markdown, dateline_inline walk) {
    code_facts facts = {0};
    dateline_inline_event event = markdown->after;
    for (; event.kind == DATELINE_INLINE_TEXT; event = dateline_inline_next(&walk))
        look_at_code(&facts, event.text);
    return facts;
}

static void write_ticks(dateline_writer *writer, size_t count) {
    while (count--)
        dateline_write_char(writer, '`');
}

/* CommonMark, 6.1: signs longer than any run of them inside, and a space between them and one. */
static void enter_code(markdown_writer *markdown, const dateline_inline *walk) {
    code_facts facts = find_code_facts(markdown, *walk);
    bool tags = (facts.escaped_bar && markdown->place == PLACE_CELL) ||
                (facts.label_end && markdown->in_link);
    markdown->in_code = !tags;
    markdown->code_ticks = tags ? 0 : facts.longest + 1;
    markdown->code_space = facts.tick_at_edge && !tags;
    dateline_write_text(markdown->writer, tags ? "<code>" : "");
    write_ticks(markdown->writer, markdown->code_ticks);
    dateline_write_text(markdown->writer, markdown->code_space ? " " : "");
}

static void leave_code(markdown_writer *markdown) {
    markdown->in_code = false;
    dateline_write_text(markdown->writer, markdown->code_space ? " " : "");
    write_ticks(markdown->writer, markdown->code_ticks);
    dateline_write_text(markdown->writer, markdown->code_ticks ? "" : "</code>");
}

/* walk stands behind markdown->after. */
static void enter_mark(markdown_writer *markdown, const dateline_inline_event *event,
                       const dateline_inline *walk) {
    mark_edges edges;
    switch (event->mark) {
    case DATELINE_MARK_LINK:
        write_link(markdown, event);
        break;
    case DATELINE_MARK_STRONG:
        edges = find_edges(markdown, *walk);
        markdown->strong = choose_notation(event->mark, &edges);
        write_sign(markdown, event);
        break;
    case DATELINE_MARK_EMPHASIS:
        edges = find_edges(markdown, *walk);
        markdown->emphasis = choose_notation(event->mark, &edges);
        write_sign(markdown, event);
        break;
    default:
        enter_code(markdown, walk);
    }
}

static void leave_mark(markdown_writer *markdown, const dateline_inline_event *event) {
    if (event->mark == DATELINE_MARK_LINK)
        write_link(markdown, event);
    else if (event->mark == DATELINE_MARK_CODE)
        leave_code(markdown);
    else
        write_sign(markdown, event);
}

/* ---- Inline --------------------------------------------------------------------------------- */

/* Within a cell, a bar ends it even in code (GFM, 4.10). */
static void write_code_text(const markdown_writer *markdown, dateline_string text) {
    size_t begin = 0;
    for (size_t i = 0; i < text.length && markdown->place == PLACE_CELL; i++) {
        if (text.data[i] != '|')
            continue;
        dateline_write_bytes(markdown->writer, text.data + begin, i - begin);
        dateline_write_char(markdown->writer, '\\');
        begin = i;
    }
    dateline_write_bytes(markdown->writer, text.data + begin, text.length - begin);
}

static void write_break(markdown_writer *markdown) {
    switch (markdown->place) {
    case PLACE_PARAGRAPH:
        dateline_write_char(markdown->writer, '\\');
        dateline_lines_next(&markdown->lines);
        markdown->first_line = false;
        break;
    case PLACE_HEADING:
    case PLACE_CELL:
        dateline_write_text(markdown->writer, "<br>");
        break;
    case PLACE_INSERT:
        dateline_write_char(markdown->writer, ' ');
        break;
    }
}

/* Bytes [begin, end) of the block's text with its marks. */
static void write_inline(markdown_writer *markdown, text_place place, const dateline_block *block,
                         size_t begin, size_t end) {
    dateline_inline walk;
    dateline_inline_begin(&walk, block, begin, end);
    markdown->place = place;
    markdown->block = block;
    markdown->first_line = true;
    markdown->before = (dateline_inline_event){.kind = DATELINE_INLINE_END};
    dateline_inline_event event = dateline_inline_next(&walk);
    for (; event.kind != DATELINE_INLINE_END; event = markdown->after) {
        markdown->after = dateline_inline_next(&walk);
        switch (event.kind) {
        case DATELINE_INLINE_TEXT:
            if (markdown->in_code)
                write_code_text(markdown, event.text);
            else
                write_escaped(markdown, event.text);
            break;
        case DATELINE_INLINE_BREAK:
            write_break(markdown);
            break;
        case DATELINE_INLINE_ENTER:
            enter_mark(markdown, &event, &walk);
            break;
        default:
            leave_mark(markdown, &event);
        }
        markdown->before = event;
    }
}

/* Words without marks, on one line. */
static void write_words(markdown_writer *markdown, text_place place, dateline_string text) {
    const dateline_block words = {.text = text};
    write_inline(markdown, place, &words, 0, text.length);
}

/* ---- Blocks --------------------------------------------------------------------------------- */

static void write_heading_sign(markdown_writer *markdown, unsigned level) {
    dateline_lines_block(&markdown->lines, true);
    while (level--)
        dateline_write_char(markdown->writer, '#');
    dateline_write_char(markdown->writer, ' ');
}

static void write_heading(markdown_writer *markdown, const dateline_block *block) {
    write_heading_sign(markdown, block->level >= 1 && block->level <= 6 ? block->level : 2);
    write_inline(markdown, PLACE_HEADING, block, 0, block->text.length);
}

static void write_paragraph(markdown_writer *markdown, const dateline_block *block) {
    dateline_lines_block(&markdown->lines, true);
    dateline_html_anchor(markdown->writer, block);
    write_inline(markdown, PLACE_PARAGRAPH, block, 0, block->text.length);
}

/* A language as one word without notation: "c++", "objective-c". */
static void write_language(dateline_writer *writer, dateline_string language) {
    for (size_t i = 0; i < language.length; i++)
        if (!dateline_is_space(language.data[i]) && !strchr("`\\&", language.data[i]))
            dateline_write_char(writer, language.data[i]);
}

static void write_code(markdown_writer *markdown, const dateline_block *block) {
    code_facts facts = {0};
    look_at_code(&facts, block->text);
    size_t ticks = facts.longest < 3 ? 3 : facts.longest + 1;
    dateline_string text = block->text;
    while (text.length &&
           (text.data[text.length - 1] == '\n' || text.data[text.length - 1] == '\r'))
        text.length--;
    dateline_lines_block(&markdown->lines, false);
    write_ticks(markdown->writer, ticks);
    write_language(markdown->writer, block->language);
    dateline_lines_next(&markdown->lines);
    dateline_lines_write(&markdown->lines, text);
    dateline_lines_next(&markdown->lines);
    write_ticks(markdown->writer, ticks);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static void write_repeated(markdown_writer *markdown, const char *text, uint32_t count) {
    while (count--)
        dateline_write_text(markdown->writer, text);
}

/* One row; *next is the index of its first cell, and becomes that of the next row's. */
static void write_row(markdown_writer *markdown, const dateline_block *table, uint32_t row,
                      size_t *next) {
    uint32_t column = 0;
    dateline_write_char(markdown->writer, '|');
    for (; *next < table->cell_count && table->cells[*next].row == row; ++*next) {
        const dateline_cell *cell = &table->cells[*next];
        write_repeated(markdown, "  |", cell->column - column);
        dateline_write_char(markdown->writer, ' ');
        write_inline(markdown, PLACE_CELL, table, cell->begin, cell->end);
        dateline_write_text(markdown->writer, " |");
        column = cell->column + 1;
    }
    write_repeated(markdown, "  |", table->columns - column);
}

static void write_delimiter_row(markdown_writer *markdown, const dateline_block *table) {
    dateline_lines_next(&markdown->lines);
    dateline_write_char(markdown->writer, '|');
    write_repeated(markdown, " --- |", table->columns);
}

/* GFM wants a header: where the table has none, it is empty. */
static void write_plain_table(markdown_writer *markdown, const dateline_block *table) {
    size_t next = 0;
    uint32_t row = 0;
    if (dateline_grid_has_header_row(table)) {
        write_row(markdown, table, row++, &next);
    } else {
        dateline_write_char(markdown->writer, '|');
        write_repeated(markdown, "  |", table->columns);
    }
    write_delimiter_row(markdown, table);
    for (; row < table->rows; row++) {
        dateline_lines_next(&markdown->lines);
        write_row(markdown, table, row, &next);
    }
}

static void write_table(markdown_writer *markdown, const dateline_block *table) {
    dateline_lines_block(&markdown->lines, false);
    if (dateline_grid_is_plain(table))
        write_plain_table(markdown, table);
    else
        dateline_html_table(
            markdown->writer, table,
            (dateline_string){markdown->lines.prefix, markdown->lines.prefix_length});
}

static void write_block(markdown_writer *markdown, const dateline_block *block) {
    if (block->cell_count)
        write_table(markdown, block);
    else if (block->role == DATELINE_ROLE_CODE)
        write_code(markdown, block);
    else if (dateline_outline_is_heading(block))
        write_heading(markdown, block);
    else
        write_paragraph(markdown, block);
}

/* ---- Pictures ------------------------------------------------------------------------------- */

/* A paragraph of its own: the caption in emphasis, then the credit in parentheses. */
static void write_caption(markdown_writer *markdown, dateline_string caption,
                          dateline_string credit) {
    bool has_caption = !dateline_inline_is_blank(caption);
    bool has_credit = !dateline_inline_is_blank(credit);
    if (!has_caption && !has_credit)
        return;
    dateline_lines_block(&markdown->lines, true);
    if (has_caption) {
        dateline_write_char(markdown->writer, '_');
        write_words(markdown, PLACE_INSERT, caption);
        dateline_write_text(markdown->writer, has_credit ? "_ " : "_");
    }
    if (has_credit) {
        dateline_write_char(markdown->writer, '(');
        write_words(markdown, PLACE_INSERT, credit);
        dateline_write_char(markdown->writer, ')');
    }
}

static void write_image(markdown_writer *markdown, const dateline_record *record,
                        const dateline_image *image) {
    if (image->url.length && dateline_url_safe(image->url)) {
        dateline_lines_block(&markdown->lines, true);
        dateline_write_text(markdown->writer, "![");
        markdown->in_link = true;
        write_words(markdown, PLACE_INSERT, image->alt);
        markdown->in_link = false;
        dateline_write_text(markdown->writer, "](");
        write_address(markdown->writer, image->url);
        dateline_write_char(markdown->writer, ')');
    }
    write_caption(markdown, dateline_outline_caption(record, image),
                  dateline_outline_credit(record, image));
}

/* ---- Document ------------------------------------------------------------------------------- */

static void write_event(markdown_writer *markdown, const dateline_record *record,
                        const dateline_outline_event *event) {
    switch (event->kind) {
    case DATELINE_OUTLINE_END:
        break;
    case DATELINE_OUTLINE_ENTER:
        dateline_lines_enter(&markdown->lines, &event->container);
        break;
    case DATELINE_OUTLINE_LEAVE:
        dateline_lines_leave(&markdown->lines, &event->container);
        break;
    case DATELINE_OUTLINE_BLOCK:
        write_block(markdown, event->block);
        break;
    case DATELINE_OUTLINE_CAPTION:
        write_caption(markdown, event->block->text, dateline_absent);
        break;
    case DATELINE_OUTLINE_IMAGE:
        write_image(markdown, record, event->image);
        break;
    }
}

void dateline_record_write_markdown(const dateline_record *record, dateline_writer *writer) {
    markdown_writer markdown = {.writer = writer};
    dateline_lines_begin(&markdown.lines, writer, true);
    if (dateline_outline_has_title(record)) {
        write_heading_sign(&markdown, 1);
        write_words(&markdown, PLACE_HEADING, record->title);
    }
    dateline_outline outline;
    dateline_outline_begin(&outline, record, DATELINE_OUTLINE_FOR_DOCUMENT);
    dateline_outline_event event;
    do {
        event = dateline_outline_next(&outline);
        write_event(&markdown, record, &event);
    } while (event.kind != DATELINE_OUTLINE_END);
    dateline_lines_end(&markdown.lines);
}
