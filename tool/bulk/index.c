/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CDXJ: a key to sort by, a time, and JSON. The key is the address in SURT form, as the Internet
 * Archive's canonicaliser writes it: host turned round, in lower case, without scheme and "www.".
 */
#include "index.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* "www.", "www2." and the like. */
static const char *skip_www(const char *host, const char *end) {
    if (end - host < 4 || strncmp(host, "www", 3) != 0)
        return host;
    const char *dot = host + 3;
    while (dot < end && isdigit((unsigned char)*dot))
        dot++;
    return dot < end && *dot == '.' ? dot + 1 : host;
}

static void append_host(struct buffer *to, const char *host, const char *end) {
    bool numeric = host < end && (isdigit((unsigned char)end[-1]) || *host == '[');
    if (numeric) {
        buffer_append(to, host, (size_t)(end - host));
        return;
    }
    while (end > host) {
        const char *label = end;
        while (label > host && label[-1] != '.')
            label--;
        buffer_append(to, label, (size_t)(end - label));
        end = label > host ? label - 1 : host;
        if (end > host)
            buffer_append_text(to, ",");
    }
}

static void append_surt(struct buffer *to, const char *url) {
    char *lower = memory_copy(url);
    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    lower[strcspn(lower, "#")] = '\0';
    const char *scheme = strstr(lower, "://");
    if (!scheme) {
        buffer_append_text(to, lower); /* "dns:example.com" */
        free(lower);
        return;
    }
    const char *authority = scheme + 3;
    const char *path = authority + strcspn(authority, "/?");
    const char *host = authority;
    for (const char *c = authority; c < path; c++)
        if (*c == '@')
            host = c + 1;
    const char *port = *host == '[' ? host + strcspn(host, "]") : host;
    port += strcspn(port, ":/?");
    bool usual = path == port || (port + 3 == path && !strncmp(port, ":80", 3)) ||
                 (port + 4 == path && !strncmp(port, ":443", 4));
    append_host(to, skip_www(host, port), port);
    buffer_append(to, port, usual ? 0 : (size_t)(path - port));
    buffer_print(to, ")%s%s", *path == '/' ? "" : "/", path);
    free(lower);
}

/* "20250102030405" of "2025-01-02T03:04:05Z". */
static void append_time(struct buffer *to, const char *captured) {
    size_t digits = 0;
    for (; captured && *captured && digits < 14; captured++)
        if (isdigit((unsigned char)*captured)) {
            buffer_append(to, captured, 1);
            digits++;
        }
    static const char rest[] = "19700101000000";
    buffer_append(to, rest + digits, 14 - digits);
}

static void set_text(json_t *json, const char *name, const char *text) {
    if (text)
        json_object_set_new(json, name, json_string(text));
}

static void set_number(json_t *json, const char *name, uint64_t number) {
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    json_object_set_new(json, name, json_string(text));
}

void index_append(struct buffer *to, const struct slot *slot, const char *archive) {
    const char *url = slot_text(slot, SLOT_URL);
    const char *slash = strrchr(archive, '/');
    append_surt(to, url ? url : "-");
    buffer_append_text(to, " ");
    append_time(to, slot_text(slot, SLOT_CAPTURED));
    json_t *json = json_object();
    set_text(json, "url", url);
    set_text(json, "mime", slot_text(slot, SLOT_MEDIA_TYPE));
    if (slot->http_status)
        set_number(json, "status", (uint64_t)slot->http_status);
    set_text(json, "digest", slot_text(slot, SLOT_DIGEST));
    set_number(json, "length", slot->length);
    set_number(json, "offset", slot->offset);
    set_text(json, "filename", slash ? slash + 1 : archive);
    char *text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (!text)
        memory_fail();
    buffer_print(to, " %s\n", text);
    free(text);
}
