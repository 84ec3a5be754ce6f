/* SPDX-License-Identifier: Apache-2.0 */
#include "core/url.h"

/* The scheme's length with its colon, 0 where the address is relative. RFC 3986, section 3.1. */
static size_t scheme_length(dateline_string address) {
    if (!address.length || !dateline_is_letter(address.data[0]))
        return 0;
    for (size_t i = 1; i < address.length; i++) {
        char c = address.data[i];
        if (c == ':')
            return i + 1;
        if (!dateline_is_letter(c) && !dateline_is_digit(c) && c != '+' && c != '-' && c != '.')
            return 0;
    }
    return 0;
}

/* Length of the leading bytes that are none of stops. */
static size_t span_without(dateline_string text, const char *stops) {
    size_t i = 0;
    while (i < text.length && text.data[i] && !strchr(stops, text.data[i]))
        i++;
    return i;
}

static dateline_string rest(dateline_string text, size_t from) {
    return dateline_string_part(text, from, text.length);
}

static bool starts_authority(dateline_string text) {
    return text.length >= 2 && (text.data[0] == '/' || text.data[0] == '\\') &&
           (text.data[1] == '/' || text.data[1] == '\\');
}

/* The host of "user@host:80"; an IPv6 address keeps its brackets. */
static dateline_string host_of(dateline_string authority) {
    for (size_t i = authority.length; i-- > 0;)
        if (authority.data[i] == '@') {
            authority = rest(authority, i + 1);
            break;
        }
    size_t end = authority.length && authority.data[0] == '[' ? span_without(authority, "]") + 1
                                                              : span_without(authority, ":");
    return dateline_string_part(authority, 0, end < authority.length ? end : authority.length);
}

dateline_url dateline_url_parse(dateline_string address) {
    dateline_url url = {0};
    dateline_string left = dateline_string_trim(address);
    size_t scheme = scheme_length(left);
    if (scheme) {
        url.scheme = dateline_string_part(left, 0, scheme - 1);
        left = rest(left, scheme);
    }
    if (starts_authority(left)) {
        left = rest(left, 2);
        size_t end = span_without(left, "/\\?#");
        url.authority = dateline_string_part(left, 0, end);
        url.host = host_of(url.authority);
        left = rest(left, end);
    }
    size_t path = span_without(left, "?#");
    url.path = dateline_string_part(left, 0, path);
    left = rest(left, path);
    if (left.length && left.data[0] == '?') {
        left = rest(left, 1);
        size_t query = span_without(left, "#");
        url.query = dateline_string_part(left, 0, query);
        left = rest(left, query);
    }
    if (left.length)
        url.fragment = rest(left, 1);
    return url;
}

/* Append a path to out without its "." and ".." segments (RFC 3986, 5.2.4). out begins at the
 * path's start and has room for it. */
static size_t remove_dot_segments(dateline_string path, char *out) {
    size_t length = 0;
    while (path.length) {
        size_t slash = path.data[0] == '/';
        size_t end = slash + span_without(rest(path, slash), "/");
        dateline_string name = dateline_string_part(path, slash, end);
        bool last = end == path.length;
        if (dateline_string_equal(name, DATELINE_LITERAL(".."))) {
            while (length && out[--length] != '/') {
            }
        } else if (!dateline_string_equal(name, DATELINE_LITERAL("."))) {
            memcpy(out + length, path.data, end);
            length += end;
            last = false;
        }
        if (last) /* "a/.." is the folder: it keeps its slash */
            out[length++] = '/';
        path = rest(path, end);
    }
    return length;
}

static size_t append(char *out, size_t length, dateline_string text) {
    if (text.length)
        memcpy(out + length, text.data, text.length);
    return length + text.length;
}

/* The base's path up to its last slash: what a relative path is put behind. */
static dateline_string folder_of(dateline_string path) {
    while (path.length && path.data[path.length - 1] != '/')
        path.length--;
    return path.length ? path : DATELINE_LITERAL("/");
}

dateline_string dateline_url_resolve(dateline_string base, dateline_string reference,
                                     dateline_arena *arena) {
    reference = dateline_string_trim(reference);
    if (!reference.length || scheme_length(reference))
        return reference;
    dateline_url b = dateline_url_parse(base);
    if (!b.authority.length)
        return reference;
    dateline_url r = dateline_url_parse(reference);
    size_t room = base.length + reference.length + 8;
    char *out = dateline_arena_allocate(arena, 2 * room);
    if (!out)
        return dateline_absent;
    char *joined = out + room;
    size_t length = append(out, 0, b.scheme);
    length = append(out, length, DATELINE_LITERAL("://"));
    length = append(out, length, r.authority.data ? r.authority : b.authority);
    size_t path = 0;
    if (r.authority.data || (r.path.length && (r.path.data[0] == '/' || r.path.data[0] == '\\'))) {
        path = append(joined, path, r.path);
    } else if (r.path.length) {
        path = append(joined, path, folder_of(b.path));
        path = append(joined, path, r.path);
    } else {
        path = append(joined, path, b.path);
    }
    for (size_t i = 0; i < path; i++)
        if (joined[i] == '\\')
            joined[i] = '/';
    length += remove_dot_segments((dateline_string){joined, path}, out + length);
    dateline_string query = r.path.length || r.query.data || r.authority.data ? r.query : b.query;
    if (query.data) {
        out[length++] = '?';
        length = append(out, length, query);
    }
    if (r.fragment.data) {
        out[length++] = '#';
        length = append(out, length, r.fragment);
    }
    dateline_arena_trim(arena, out + length);
    return (dateline_string){out, length};
}

bool dateline_url_safe(dateline_string address) {
    static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:", "ftp:"};
    /* Browsers drop tabs, newlines and leading controls inside a scheme, and so hide "javascript:"
     * from a naive reader; a relative address has no business with them either. */
    for (size_t i = 0; i < address.length; i++)
        if ((unsigned char)address.data[i] < 0x20)
            return false;
    address = dateline_string_trim(address);
    size_t colon = span_without(address, ":/?#");
    if (colon == address.length || address.data[colon] != ':')
        return true;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (dateline_string_starts_nocase(address, dateline_string_of(schemes[i])))
            return true;
    return false;
}
