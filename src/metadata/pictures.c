/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the address of a picture tells. Pages give one picture in many sizes, each under an address
 * of its own: "boat-300x200.jpg" beside "boat.jpg", "/640/boat.jpg?quality=80". What is left of an
 * address without the sizes is the picture's name. And the files of a site's own furniture, its
 * icons and spacers, are called so.
 */
#include "metadata/evidence.h"
#include "metadata/name_words.h"

typedef struct address {
    dateline_string folder; /* from the host to the last slash */
    dateline_string stem;   /* the file's name without ending and sizes */
} address;

static bool is_word(char c) {
    return dateline_is_letter(c) || dateline_is_digit(c) || (uint8_t)c >= 0x80;
}

static bool has_picture_ending(dateline_string path) {
    static const dateline_string endings[] = {{"jpg", 3},  {"jpeg", 4}, {"png", 3},
                                              {"webp", 4}, {"gif", 3},  {"avif", 4}};
    if (path.length < 5)
        return false;
    size_t begin = path.length - (path.data[path.length - 4] == '.' ? 3 : 4);
    if (path.data[begin - 1] != '.')
        return false;
    char first = dateline_lower(path.data[begin]);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (first == endings[i].data[0] &&
            dateline_string_equal_nocase(dateline_string_part(path, begin, path.length),
                                         endings[i]))
            return true;
    return false;
}

/* Up to a mark that ends it. */
static dateline_string before_mark(dateline_string text, char mark) {
    const char *end = text.length ? memchr(text.data, mark, text.length) : NULL;
    return end ? dateline_string_part(text, 0, (size_t)(end - text.data)) : text;
}

dateline_string dateline_picture_path(dateline_string url) {
    return before_mark(before_mark(url, '#'), '?');
}

/* Without the query, where the path already names a file: behind "image.php" it says which one. */
static dateline_string without_query(dateline_string url) {
    dateline_string path = dateline_picture_path(url);
    return has_picture_ending(path) ? path : url;
}

/* "1200x630", "640x", "400w". @return its end, or begin. */
static size_t size_end(dateline_string text, size_t begin) {
    size_t at = begin;
    while (at < text.length && dateline_is_digit(text.data[at]))
        at++;
    if (at - begin < 2 || at - begin > 4 || at == text.length)
        return begin;
    if (dateline_lower(text.data[at]) == 'w' && at - begin > 2)
        return at + 1;
    if (dateline_lower(text.data[at]) != 'x')
        return begin;
    for (at++; at < text.length && dateline_is_digit(text.data[at]);)
        at++;
    return at;
}

static bool is_size(dateline_string text) {
    static const char *const words[] = {"scaled", "thumb", "small", "medium", "large", "2x", "3x"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dateline_string_equal_nocase(text, dateline_string_of(words[i])))
            return true;
    size_t begin = text.length && dateline_lower(text.data[0]) == 's' ? 1 : 0;
    return text.length && size_end(text, begin) == text.length;
}

/* "boat-1200x630", "boat_thumb", "boat@2x" are "boat". */
static dateline_string without_sizes(dateline_string stem) {
    for (;;) {
        size_t at = stem.length;
        while (at > 0 && is_word(stem.data[at - 1]))
            at--;
        if (at < 2 || !is_size(dateline_string_part(stem, at, stem.length)))
            return stem;
        stem.length = at - 1;
    }
}

static address take_apart(dateline_string url) {
    dateline_string path = without_query(url);
    size_t host = dateline_string_find(path, DATELINE_LITERAL("//"), 0);
    size_t name = path.length, dot;
    while (name > 0 && path.data[name - 1] != '/')
        name--;
    for (dot = path.length; dot > name && path.data[dot - 1] != '.';)
        dot--;
    if (dot == name || !has_picture_ending(path))
        dot = path.length + 1;
    return (address){
        dateline_string_part(path, host < name ? host + 2 : 0, name),
        without_sizes(dateline_string_part(path, name, dot - 1)),
    };
}

/* An upload's number or digest is in its name: no other picture is called so, whatever the folder.
 */
static bool is_unique(dateline_string stem) {
    enum { LONG = 20, NUMBER = 3 };
    unsigned digits = 0;
    for (size_t i = 0; i < stem.length; i++)
        digits += dateline_is_digit(stem.data[i]);
    return stem.length >= LONG && digits >= NUMBER;
}

uint64_t dateline_picture_name(dateline_string url) {
    address at = take_apart(url);
    uint64_t name = dateline_hash(at.stem.data, at.stem.length);
    return is_unique(at.stem) ? name : name * 31 + dateline_hash(at.folder.data, at.folder.length);
}

static uint32_t number_at(dateline_string text, size_t at) {
    uint32_t value = 0;
    for (; at < text.length && dateline_is_digit(text.data[at]) && value < 100000; at++)
        value = value * 10 + (uint32_t)(text.data[at] - '0');
    return value;
}

/* "w=100", "width=100", "width/100" */
static uint32_t named_width(dateline_string url, size_t at) {
    static const char *const names[] = {"w=", "width=", "width/", "w_"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        dateline_string name = dateline_string_of(names[i]);
        if (dateline_string_starts_nocase(dateline_string_part(url, at, url.length), name))
            return number_at(url, at + name.length);
    }
    return 0;
}

uint32_t dateline_picture_width(dateline_string url) {
    for (size_t at = 0; at < url.length; at++) {
        if (at && is_word(url.data[at - 1]))
            continue;
        uint32_t width = named_width(url, at);
        if (!width && size_end(url, at) > at)
            width = number_at(url, at);
        if (width)
            return width;
    }
    return UINT32_MAX;
}

/* Most words of addresses are numbers, or longer than those of the table. */
static bool has_word(dateline_string path, size_t at, unsigned meaning) {
    enum { SHORTEST = 3, LONGEST = 11 };
    for (size_t begin = at; begin < path.length; begin = at + 1) {
        for (at = begin; at < path.length && is_word(path.data[at]);)
            at++;
        if (at - begin >= SHORTEST && at - begin <= LONGEST &&
            dateline_is_letter(path.data[begin]) &&
            (dateline_word_find(&dateline_picture_paths, dateline_string_part(path, begin, at)) &
             meaning))
            return true;
    }
    return false;
}

bool dateline_picture_is_furniture(dateline_string url, bool of_page) {
    dateline_string path = without_query(url);
    if (path.length == url.length && !has_picture_ending(path) &&
        !dateline_string_ends_nocase(path, DATELINE_LITERAL(".svg")))
        return false;
    size_t at = dateline_string_find(path, DATELINE_LITERAL("//"), 0);
    at = at < path.length ? dateline_string_find(path, DATELINE_LITERAL("/"), at + 2) : 0;
    return has_word(path, at,
                    DATELINE_PICTURE_PATH_ANY |
                        (of_page ? DATELINE_PICTURE_PATH_PAGE : DATELINE_PICTURE_PATH_HEAD));
}
