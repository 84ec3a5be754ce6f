/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DOCTYPE tokens (WHATWG HTML 13.2.5.53 to 13.2.5.68) and what they say of the document's mode
 * (13.2.6.4.1). Read when the parser meets one, and again when somebody prints it.
 */
#include "html/parser.h"

static size_t skip_spaces(dateline_string text, size_t at) {
    while (at < text.length && dateline_is_space(text.data[at]))
        at++;
    return at;
}

/* A quoted identifier at *at. An unclosed one ends with the token; then quirks are forced. */
static dateline_string read_identifier(dateline_string text, size_t *at, bool *force_quirks) {
    size_t begin = *at + 1;
    size_t end = begin;
    while (end < text.length && text.data[end] != text.data[*at])
        end++;
    *force_quirks |= end == text.length;
    *at = end + (end < text.length);
    return dateline_string_part(text, begin, end);
}

static bool at_quote(dateline_string text, size_t at) {
    return at < text.length && (text.data[at] == '"' || text.data[at] == '\'');
}

/* Behind the name: PUBLIC or SYSTEM, and the identifiers. @return does something else follow? Then
   the DOCTYPE is bogus, and need not even be closed. */
static bool read_identifiers(dateline_string text, size_t at, dateline_doctype *doctype) {
    dateline_string rest = dateline_string_part(text, at, text.length);
    bool public = dateline_string_starts_nocase(rest, DATELINE_LITERAL("public"));
    bool system = dateline_string_starts_nocase(rest, DATELINE_LITERAL("system"));
    if (!rest.length)
        return false;
    doctype->force_quirks = true;
    if (!public && !system)
        return true;
    at = skip_spaces(text, at + 6);
    if (!at_quote(text, at))
        return true;
    doctype->force_quirks = false;
    if (public) {
        doctype->public_id = read_identifier(text, &at, &doctype->force_quirks);
        at = skip_spaces(text, at);
        if (at == text.length)
            return false;
        if (!at_quote(text, at)) {
            doctype->force_quirks = true;
            return true;
        }
    }
    doctype->system_id = read_identifier(text, &at, &doctype->force_quirks);
    return skip_spaces(text, at) < text.length;
}

dateline_doctype dateline_doctype_parse(const char *text, uint32_t offset, uint32_t length) {
    dateline_doctype doctype = {0};
    dateline_string token = {text + offset, length};
    bool closed = length && token.data[length - 1] == '>';
    size_t at = skip_spaces(token, strlen("<!DOCTYPE"));
    token.length -= closed;
    size_t begin = at < token.length ? at : token.length;
    while (at < token.length && !dateline_is_space(token.data[at]))
        at++;
    bool named = at > begin, bogus = false;
    if (named) {
        doctype.name = dateline_string_part(token, begin, at);
        bogus = read_identifiers(token, skip_spaces(token, at), &doctype);
    }
    doctype.force_quirks |= !named || (!closed && !bogus);
    return doctype;
}

/* ---- Mode ----------------------------------------------------------------------------------- */

static bool equals(dateline_string value, const char *other) {
    return value.data && dateline_string_equal_nocase(value, dateline_string_of(other));
}

static bool starts_with_any(dateline_string value, const char *const *prefixes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (dateline_string_starts_nocase(value, dateline_string_of(prefixes[i])))
            return true;
    return false;
}

bool dateline_doctype_quirks(const char *text, uint32_t offset, uint32_t length) {
    static const char *const prefixes[] = {
        "+//Silmaril//dtd html Pro v0r11 19970101//",
        "-//AS//DTD HTML 3.0 asWedit + extensions//",
        "-//AdvaSoft Ltd//DTD HTML 3.0 asWedit + extensions//",
        "-//IETF//DTD HTML 2.0 Level 1//",
        "-//IETF//DTD HTML 2.0 Level 2//",
        "-//IETF//DTD HTML 2.0 Strict Level 1//",
        "-//IETF//DTD HTML 2.0 Strict Level 2//",
        "-//IETF//DTD HTML 2.0 Strict//",
        "-//IETF//DTD HTML 2.0//",
        "-//IETF//DTD HTML 2.1E//",
        "-//IETF//DTD HTML 3.0//",
        "-//IETF//DTD HTML 3.2 Final//",
        "-//IETF//DTD HTML 3.2//",
        "-//IETF//DTD HTML 3//",
        "-//IETF//DTD HTML Level 0//",
        "-//IETF//DTD HTML Level 1//",
        "-//IETF//DTD HTML Level 2//",
        "-//IETF//DTD HTML Level 3//",
        "-//IETF//DTD HTML Strict Level 0//",
        "-//IETF//DTD HTML Strict Level 1//",
        "-//IETF//DTD HTML Strict Level 2//",
        "-//IETF//DTD HTML Strict Level 3//",
        "-//IETF//DTD HTML Strict//",
        "-//IETF//DTD HTML//",
        "-//Metrius//DTD Metrius Presentational//",
        "-//Microsoft//DTD Internet Explorer 2.0 HTML Strict//",
        "-//Microsoft//DTD Internet Explorer 2.0 HTML//",
        "-//Microsoft//DTD Internet Explorer 2.0 Tables//",
        "-//Microsoft//DTD Internet Explorer 3.0 HTML Strict//",
        "-//Microsoft//DTD Internet Explorer 3.0 HTML//",
        "-//Microsoft//DTD Internet Explorer 3.0 Tables//",
        "-//Netscape Comm. Corp.//DTD HTML//",
        "-//Netscape Comm. Corp.//DTD Strict HTML//",
        "-//O'Reilly and Associates//DTD HTML 2.0//",
        "-//O'Reilly and Associates//DTD HTML Extended 1.0//",
        "-//O'Reilly and Associates//DTD HTML Extended Relaxed 1.0//",
        "-//SQ//DTD HTML 2.0 HoTMetaL + extensions//",
        "-//SoftQuad Software//DTD HoTMetaL PRO 6.0::19990601::extensions to HTML 4.0//",
        "-//SoftQuad//DTD HoTMetaL PRO 4.0::19971010::extensions to HTML 4.0//",
        "-//Spyglass//DTD HTML 2.0 Extended//",
        "-//Sun Microsystems Corp.//DTD HotJava HTML//",
        "-//Sun Microsystems Corp.//DTD HotJava Strict HTML//",
        "-//W3C//DTD HTML 3 1995-03-24//",
        "-//W3C//DTD HTML 3.2 Draft//",
        "-//W3C//DTD HTML 3.2 Final//",
        "-//W3C//DTD HTML 3.2//",
        "-//W3C//DTD HTML 3.2S Draft//",
        "-//W3C//DTD HTML 4.0 Frameset//",
        "-//W3C//DTD HTML 4.0 Transitional//",
        "-//W3C//DTD HTML Experimental 19960712//",
        "-//W3C//DTD HTML Experimental 970421//",
        "-//W3C//DTD W3 HTML//",
        "-//W3O//DTD W3 HTML 3.0//",
        "-//WebTechs//DTD Mozilla HTML 2.0//",
        "-//WebTechs//DTD Mozilla HTML//",
    };
    static const char *const without_system[] = {
        "-//W3C//DTD HTML 4.01 Frameset//",
        "-//W3C//DTD HTML 4.01 Transitional//",
    };
    dateline_doctype doctype = dateline_doctype_parse(text, offset, length);
    dateline_string id = doctype.public_id;
    return doctype.force_quirks || !equals(doctype.name, "html") ||
           equals(id, "-//W3O//DTD W3 HTML Strict 3.0//EN//") ||
           equals(id, "-/W3C/DTD HTML 4.0 Transitional/EN") || equals(id, "HTML") ||
           equals(doctype.system_id,
                  "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd") ||
           starts_with_any(id, prefixes, sizeof prefixes / sizeof *prefixes) ||
           (!doctype.system_id.data &&
            starts_with_any(id, without_system, sizeof without_system / sizeof *without_system));
}
