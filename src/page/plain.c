/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plain text has no markup but habits: blank lines between paragraphs, lines broken at a width,
 * "> " before what a mail quotes, "* " or "1." before items, an indent or a fence around code. The
 * text is cut into lines, each line is looked at by itself, then lines become blocks by what stands
 * beside them. Where a habit is in doubt a line stays a block of its own: two blocks that belong
 * together do less harm than two that do not.
 */
#include "page/plain.h"

#include "core/utf8.h"
#include "page/sweep.h"

enum {
    CODE_INDENT = 4,
    DEEPEST_LIST = 8,
    NEXT_ITEM_WITHIN = 40, /* lines that the second item is looked for in */
};

/* ---- What text says of itself --------------------------------------------------------------- */

static unsigned first_class(const char *p, const char *end) {
    return p < end ? dateline_unicode(dateline_utf8_decode(&p, end)) : 0;
}

static unsigned last_class(const char *begin, const char *end) {
    const char *p = end;
    while (p > begin && ((unsigned char)*--p & 0xC0) == 0x80) {
    }
    return first_class(p, end);
}

/* A letter of a script with cases, and not a capital. */
static bool is_lower(unsigned class) {
    return class & DATELINE_CODE_LETTER &&
           !(class & (DATELINE_CODE_UPPER | DATELINE_CODE_IDEOGRAPH | DATELINE_CODE_RTL));
}

static bool ends_with_any(dateline_string text, const char *const *endings, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (dateline_string_ends_nocase(text, dateline_string_of(endings[i])))
            return true;
    return false;
}

/* Ends like a sentence, or a part of one; a question may still be a title. */
static bool ends_sentence(dateline_string text) {
    static const char *const ends[] = {".",      ",",   ";",       ":",  "\u2026",  "\u3002",
                                       "\uFF0C", ".\"", ".\u201D", ".'", ".\u2019", ".)"};
    return ends_with_any(text, ends, sizeof ends / sizeof *ends);
}

static bool looks_like_code(dateline_string line) {
    static const char *const ends[] = {";", "{", "}", "()", "):", "*/", ",", "\\", "]", "/>"};
    static const char *const parts[] = {
        "();", " = ", "->", "=>", "::", "==", "</", "$ ", "//", "#include", "return ", "import "};
    if (ends_with_any(line, ends, sizeof ends / sizeof *ends))
        return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (dateline_string_find(line, dateline_string_of(parts[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* What the reader of the lines knows. */
typedef struct line_reader {
    dateline_sweep *sweep;
    dateline_draft *draft;
    const char *text;
    const dateline_line *lines;
    uint32_t count;
    uint32_t width;      /* lines were broken at this width; 0: they were not */
    uint32_t paragraph;  /* first line of the open paragraph, DATELINE_NONE: none is open */
    uint32_t previous;   /* its last line so far */
    uint32_t stretch;    /* lines of one number have only white space between them */
    uint32_t last_fence; /* no fence closes behind this line */
    uint32_t not_code;   /* up to here an indent has been found to be no code */
    uint16_t indents[DEEPEST_LIST]; /* of the open lists' items */
} line_reader;

static dateline_string words_of(const line_reader *reader, uint32_t line) {
    const dateline_line *it = &reader->lines[line];
    return (dateline_string){reader->text + it->begin, it->end - it->begin};
}

static bool is_blank_line(const line_reader *reader, uint32_t line) {
    return line >= reader->count || reader->lines[line].kind == DATELINE_LINE_BLANK;
}

/* A paragraph of one line that stands by itself may turn out to be a title. */
static void end_paragraph(line_reader *reader) {
    uint32_t block = reader->draft->page->blocks.count;
    uint32_t line = reader->paragraph;
    dateline_draft_end(reader->draft);
    bool alone = line != DATELINE_NONE && line == reader->previous &&
                 (line == 0 || is_blank_line(reader, line - 1)) && is_blank_line(reader, line + 1);
    if (alone && reader->draft->page->blocks.count == block + 1)
        DATELINE_VECTOR_PUSH(reader->draft->memory, &reader->sweep->lone_lines, block);
    reader->paragraph = DATELINE_NONE;
    reader->draft->context.shape = DATELINE_SHAPE_TEXT;
    reader->draft->context.level = 0;
}

/* What a flattened page aligned its words with: here a U+00A0 holds nothing together. */
static uint32_t space_at(const char *text, uint32_t p, uint32_t end) {
    if (dateline_is_space(text[p]))
        return 1;
    return text[p] == '\xC2' && p + 1 < end && text[p + 1] == '\xA0' ? 2 : 0;
}

static void put_words(line_reader *reader, uint32_t line) {
    const char *text = reader->text;
    uint32_t p = reader->lines[line].begin, end = reader->lines[line].end;
    while (p < end) {
        uint32_t next = p, space = space_at(text, p, end);
        while (next < end && (unsigned char)text[next] > ' ' && !space_at(text, next, end))
            next++;
        if (next > p)
            dateline_draft_stretch(reader->draft, reader->stretch, text, p, next - p);
        else if (space)
            dateline_draft_space(reader->draft);
        p = next > p ? next : p + (space ? space : 1); /* controls are dropped */
    }
}

static void begin_paragraph(line_reader *reader, uint32_t line) {
    end_paragraph(reader);
    reader->draft->context.quote_depth = reader->lines[line].quote_depth;
    reader->paragraph = reader->previous = line;
    reader->stretch = line;
    put_words(reader, line);
}

/* "exam-" and "ple": the hyphen came with the line break. */
static bool is_hyphenated(const line_reader *reader, uint32_t line) {
    dateline_string words = words_of(reader, line), next = words_of(reader, line + 1);
    if (words.length < 2 || words.data[words.length - 1] != '-')
        return false;
    return is_lower(last_class(words.data, words.data + words.length - 1)) &&
           is_lower(first_class(next.data, next.data + next.length));
}

static bool joins_without_space(const line_reader *reader, uint32_t line) {
    dateline_string words = words_of(reader, line), next = words_of(reader, line + 1);
    return last_class(words.data, words.data + words.length) &
           first_class(next.data, next.data + next.length) & DATELINE_CODE_IDEOGRAPH;
}

static void continue_paragraph(line_reader *reader, uint32_t line) {
    uint32_t previous = line - 1;
    if (is_hyphenated(reader, previous)) {
        dateline_draft_take_back(reader->draft, 1);
        reader->stretch = line;
    } else if (!joins_without_space(reader, previous)) {
        dateline_draft_space(reader->draft);
    }
    if (reader->lines[line].quote_depth)
        reader->stretch = line;
    reader->previous = line;
    put_words(reader, line);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static void close_lists(line_reader *reader, uint32_t depth) {
    dateline_draft *draft = reader->draft;
    draft->lists.count = depth < draft->lists.count ? depth : draft->lists.count;
    draft->context.list = draft->lists.count;
    draft->context.list_depth = (uint8_t)draft->lists.count;
}

/* Is there a second item? "2015. gada" at the begin of a line is none. */
static bool is_numbered_item(const line_reader *reader, uint32_t line) {
    const dateline_draft *draft = reader->draft;
    const dateline_line *it = &reader->lines[line];
    for (uint32_t i = draft->lists.count; i-- > 0;)
        if (draft->lists.items[i].ordered &&
            (uint32_t)draft->lists.items[i].number + 1 == it->number)
            return true;
    uint32_t end =
        line + NEXT_ITEM_WITHIN < reader->count ? line + NEXT_ITEM_WITHIN : reader->count;
    for (uint32_t i = line + 1; i < end; i++)
        if (reader->lines[i].kind == DATELINE_LINE_NUMBER &&
            reader->lines[i].number == it->number + 1)
            return true;
    return false;
}

static void begin_item(line_reader *reader, uint32_t line) {
    dateline_draft *draft = reader->draft;
    const dateline_line *it = &reader->lines[line];
    bool ordered = it->kind == DATELINE_LINE_NUMBER;
    end_paragraph(reader);
    uint32_t depth = draft->lists.count;
    while (depth && it->indent < reader->indents[depth - 1])
        depth--;
    close_lists(reader, depth);
    if (depth && it->indent <= reader->indents[depth - 1] + 1 &&
        draft->lists.items[depth - 1].ordered != ordered)
        close_lists(reader, --depth);
    if (!depth || (it->indent > reader->indents[depth - 1] + 1 && depth < DEEPEST_LIST)) {
        dateline_list list = {.id = draft->list_count++, .step = 1, .ordered = ordered};
        if (!DATELINE_VECTOR_PUSH(draft->memory, &draft->lists, list))
            return;
        reader->indents[depth++] = it->indent;
        close_lists(reader, depth);
    }
    draft->lists.items[depth - 1].item_pending = true;
    draft->lists.items[depth - 1].number = (int32_t)it->number;
    begin_paragraph(reader, line);
}

/* ---- Code ----------------------------------------------------------------------------------- */

static void put_code_lines(line_reader *reader, uint32_t begin, uint32_t end, uint32_t indent) {
    dateline_draft *draft = reader->draft;
    draft->context.preserve = true;
    draft->context.shape = DATELINE_SHAPE_CODE;
    draft->context.quote_depth = reader->lines[begin].quote_depth;
    for (uint32_t i = begin; i < end; i++) {
        const dateline_line *line = &reader->lines[i];
        uint32_t start = line->start;
        for (uint32_t column = 0; column < indent && start < line->end &&
                                  dateline_line_is_blank_byte(reader->text[start]);
             start++)
            column = reader->text[start] == '\t'
                         ? column / DATELINE_TAB * DATELINE_TAB + DATELINE_TAB
                         : column + 1;
        if (i > begin)
            dateline_draft_break(draft);
        if (line->end > start)
            dateline_draft_raw(draft, i, reader->text, start, line->end - start);
    }
    dateline_draft_end(draft);
    draft->context.preserve = false;
    draft->context.shape = DATELINE_SHAPE_TEXT;
    draft->language = dateline_absent;
}

static bool closes_fence(const line_reader *reader, uint32_t open, uint32_t line) {
    dateline_string words = words_of(reader, line);
    return reader->lines[line].kind == DATELINE_LINE_FENCE &&
           words.data[0] == words_of(reader, open).data[0] &&
           words.data[words.length - 1] == words.data[0];
}

/* @return the line behind a fenced piece of code, or the fence's own where nothing closes it. */
static uint32_t read_fenced(line_reader *reader, uint32_t fence) {
    if (fence >= reader->last_fence)
        return fence;
    uint32_t end = fence + 1;
    while (end < reader->count && !closes_fence(reader, fence, end))
        end++;
    if (end == reader->count) {
        reader->last_fence = fence;
        return fence;
    }
    end_paragraph(reader);
    dateline_string info = words_of(reader, fence);
    while (info.length && info.data[0] == reader->text[reader->lines[fence].begin])
        info = dateline_string_part(info, 1, info.length);
    info = dateline_string_trim(info);
    reader->draft->language = info.length ? info : dateline_absent;
    if (end > fence + 1)
        put_code_lines(reader, fence + 1, end, reader->lines[fence].indent);
    return end + 1;
}

/* @return the line behind an indented piece of code, or the first one where it is none. */
static uint32_t read_indented(line_reader *reader, uint32_t begin) {
    uint32_t end = begin, last = begin, lines = 0, code = 0;
    uint32_t indent = UINT16_MAX;
    for (; end < reader->count; end++) {
        const dateline_line *line = &reader->lines[end];
        if (line->kind == DATELINE_LINE_BLANK)
            continue;
        if (line->indent < CODE_INDENT)
            break;
        indent = line->indent < indent ? line->indent : indent;
        lines++;
        code += looks_like_code(words_of(reader, end));
        last = end + 1;
    }
    reader->not_code = last;
    if (code * 2 < lines || !lines)
        return begin;
    end_paragraph(reader);
    put_code_lines(reader, begin, last, indent);
    return last;
}

/* ---- Lines to blocks ------------------------------------------------------------------------ */

/* Does a line go on with the paragraph of the line before it? */
static bool continues(const line_reader *reader, uint32_t line) {
    if (reader->paragraph == DATELINE_NONE || reader->previous + 1 != line)
        return false;
    const dateline_line *it = &reader->lines[line], *before = it - 1;
    const dateline_line *first = &reader->lines[reader->paragraph];
    if (it->quote_depth != before->quote_depth)
        return false;
    bool item = first->kind == DATELINE_LINE_BULLET || first->kind == DATELINE_LINE_NUMBER;
    if (item && it->indent > first->indent + 1)
        return true; /* it hangs under the item's words */
    if (!reader->width || (it->indent > before->indent + 1 && before != first))
        return false;
    dateline_string words = words_of(reader, line);
    dateline_string previous = words_of(reader, line - 1);
    bool full = before->indent + before->columns + 1 + it->first + 2 > reader->width;
    return full || (is_lower(first_class(words.data, words.data + words.length)) &&
                    !ends_sentence(previous));
}

/* "Title" over "=====" */
static bool underlines(const line_reader *reader, uint32_t line) {
    char mark = reader->text[reader->lines[line].begin];
    return (mark == '=' || mark == '-') && reader->paragraph == line - 1 &&
           reader->previous == line - 1 && line > 0 &&
           memchr(reader->text + reader->lines[line].begin, ' ',
                  reader->lines[line].end - reader->lines[line].begin) == NULL;
}

static void read_rule(line_reader *reader, uint32_t line) {
    dateline_draft *draft = reader->draft;
    if (reader->paragraph != DATELINE_NONE && draft->open && underlines(reader, line)) {
        draft->place.shape = draft->source.shape = DATELINE_SHAPE_HEADING;
        draft->place.level = reader->text[reader->lines[line].begin] == '=' ? 1 : 2;
    }
    end_paragraph(reader);
}

static void read_title(line_reader *reader, uint32_t line) {
    end_paragraph(reader);
    close_lists(reader, 0);
    reader->draft->context.shape = DATELINE_SHAPE_HEADING;
    reader->draft->context.level = (uint8_t)reader->lines[line].number;
    reader->draft->context.quote_depth = reader->lines[line].quote_depth;
    reader->stretch = line;
    put_words(reader, line);
    end_paragraph(reader);
}

static void read_text(line_reader *reader, uint32_t line) {
    if (continues(reader, line)) {
        continue_paragraph(reader, line);
        return;
    }
    /* A paragraph that is not indented ends the lists before it. */
    uint32_t depth = reader->draft->lists.count;
    while (depth && reader->lines[line].indent <= reader->indents[depth - 1])
        depth--;
    end_paragraph(reader);
    close_lists(reader, depth);
    begin_paragraph(reader, line);
}

/* What looked like an item's number is a word of the text. */
static void unmark(line_reader *reader, uint32_t line) {
    dateline_line *it = &reader->sweep->lines.items[line];
    it->begin -= it->marker;
    it->kind = DATELINE_LINE_TEXT;
}

/* @return the line to go on with. */
static uint32_t read_line(line_reader *reader, uint32_t line) {
    const dateline_line *it = &reader->lines[line];
    bool fresh = line == 0 || reader->lines[line - 1].kind == DATELINE_LINE_BLANK;
    uint32_t next = line;
    if (it->kind == DATELINE_LINE_FENCE)
        next = read_fenced(reader, line);
    else if (it->kind != DATELINE_LINE_BLANK && fresh && it->indent >= CODE_INDENT &&
             line >= reader->not_code)
        next = read_indented(reader, line);
    if (next > line)
        return next;
    switch (it->kind) {
    case DATELINE_LINE_BLANK:
        end_paragraph(reader);
        break;
    case DATELINE_LINE_RULE:
        read_rule(reader, line);
        break;
    case DATELINE_LINE_TITLE:
        read_title(reader, line);
        break;
    case DATELINE_LINE_BULLET:
        begin_item(reader, line);
        break;
    case DATELINE_LINE_NUMBER:
        if (is_numbered_item(reader, line)) {
            begin_item(reader, line);
        } else {
            unmark(reader, line);
            read_text(reader, line);
        }
        break;
    default:
        read_text(reader, line);
        break;
    }
    return line + 1;
}

/* ---- Titles --------------------------------------------------------------------------------- */

enum {
    LONGEST_TITLE = 200,  /* bytes */
    LONGEST_HEADING = 90, /* bytes */
    SHORTEST_BODY = 15,   /* words of the paragraph under a heading */
    TITLE_WITHIN = 6,     /* blocks from the start that the title is among */
};

/* "News / Russia", "Home > World" */
static bool is_breadcrumb(dateline_string text) {
    static const char *const separators[] = {" / ", " > ", " | ", " \u00BB ", " \u203A "};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (dateline_string_find(text, dateline_string_of(separators[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool can_be_heading(const dateline_page *page, uint32_t block, size_t longest) {
    dateline_string text = page->blocks.items[block].text;
    return page->sources.items[block].shape == DATELINE_SHAPE_TEXT && text.length <= longest &&
           page->blocks.items[block].list_depth == 0 && page->sources.items[block].word_count &&
           !ends_sentence(text) && !is_breadcrumb(text);
}

static void make_heading(dateline_page *page, uint32_t block, uint8_t level) {
    page->sources.items[block].shape = DATELINE_SHAPE_HEADING;
    page->blocks.items[block].level = level;
}

/* The first line by itself near the top is the title; others are headings where prose follows. */
void dateline_plain_find_headings(dateline_sweep *sweep) {
    dateline_page *page = sweep->draft.page;
    bool has_title = false;
    for (uint32_t i = 0; i < sweep->lone_lines.count; i++) {
        uint32_t block = sweep->lone_lines.items[i];
        if (block + 1 >= page->blocks.count)
            return;
        const dateline_block_source *next = &page->sources.items[block + 1];
        uint32_t words = page->sources.items[block].word_count;
        if (!has_title && block < TITLE_WITHIN && words > 1 &&
            can_be_heading(page, block, LONGEST_TITLE)) {
            make_heading(page, block, 1);
            has_title = true;
        } else if (next->shape == DATELINE_SHAPE_TEXT && next->word_count >= SHORTEST_BODY &&
                   next->word_count > 2 * words && can_be_heading(page, block, LONGEST_HEADING)) {
            make_heading(page, block, 2);
        }
    }
}

void dateline_plain_read(dateline_sweep *sweep) {
    sweep->lone_lines.count = 0;
    dateline_lines_split(sweep);
    line_reader reader = {
        .sweep = sweep,
        .draft = &sweep->draft,
        .text = sweep->draft.page->text->data,
        .lines = sweep->lines.items,
        .count = sweep->lines.count,
        .width = dateline_lines_width(sweep),
        .paragraph = DATELINE_NONE,
        .last_fence = DATELINE_NONE,
    };
    for (uint32_t i = 0; i < reader.count && !sweep->draft.full && !sweep->draft.memory->failed;)
        i = read_line(&reader, i);
    end_paragraph(&reader);
}
