/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses, by libcurl. Its multi interface lets us pull: a read drives the transfer until there
 * are bytes, so that an address is a source as a file is, and is never held in memory as a whole.
 */
#include "source.h"

#include "clock.h"
#include "dateline.h"
#include "memory.h"
#include "stop.h"

#include <ctype.h>
#include <curl/curl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { REDIRECTS_MOST = 10, PAGE_TIMES_TIMEOUT = 10, LEAST_BYTES_A_SECOND = 16 };

struct url_source {
    struct source source;
    CURL *easy;
    CURLM *multi;
    struct buffer arrived;
    size_t taken; /* of what arrived */
    bool done;
    CURLcode result;
    bool has_deadline;
    time_t deadline;
    size_t timeout;
    char error[CURL_ERROR_SIZE];
};

/* ---- Failures ------------------------------------------------------------------------------- */

static const char *status_text(long status) {
    static const struct {
        long status;
        const char *text;
    } texts[] = {
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {410, "Gone"},
        {429, "Too Many Requests"},
        {451, "Unavailable For Legal Reasons"},
        {500, "Internal Server Error"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].status == status)
            return texts[i].text;
    return "";
}

static char *failure_of(const struct url_source *url) {
    switch (url->result) {
    case CURLE_URL_MALFORMAT:
        return memory_copy("not an address: look at how it is written");
    case CURLE_COULDNT_RESOLVE_HOST:
        return memory_copy("the server's name is not known");
    case CURLE_COULDNT_CONNECT:
        return memory_copy("the server cannot be reached");
    case CURLE_OPERATION_TIMEDOUT:
        return memory_format("the server did not answer in %zu seconds (--timeout)", url->timeout);
    case CURLE_TOO_MANY_REDIRECTS:
        return memory_format("more than %d redirects", REDIRECTS_MOST);
    case CURLE_UNSUPPORTED_PROTOCOL:
        return memory_copy("it redirects to something that is neither http nor https");
    case CURLE_PEER_FAILED_VERIFICATION:
        return memory_format("the server's certificate is not valid: %s", url->error);
    case CURLE_GOT_NOTHING:
        return memory_copy("the server answered nothing");
    case CURLE_PARTIAL_FILE:
        return memory_copy("the server closed the connection too early");
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:
        return memory_copy("the server's compressed data are damaged");
    default:
        return memory_format("cannot be fetched: %s",
                             *url->error ? url->error : curl_easy_strerror(url->result));
    }
}

/* ---- The transfer --------------------------------------------------------------------------- */

static size_t keep(char *bytes, size_t one, size_t count, void *opaque) {
    struct url_source *url = opaque;
    buffer_append(&url->arrived, bytes, one * count);
    return one * count;
}

static void finish(struct url_source *url, CURLcode result) {
    url->done = true;
    url->result = result;
    if (result != CURLE_OK && !url->source.failure)
        url->source.failure = failure_of(url);
}

/* Let the transfer go on until there are bytes to take, or it is done. */
static void drive(struct url_source *url) {
    while (!url->done && url->taken == url->arrived.length) {
        url->arrived.length = url->taken = 0;
        int running = 0;
        int left;
        curl_multi_perform(url->multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(url->multi, &left));)
            if (message->msg == CURLMSG_DONE)
                finish(url, message->data.result);
        if (url->done || url->arrived.length)
            break;
        if (stop_signal()) {
            url->source.failure = memory_copy("interrupted");
            url->done = true;
        } else if (url->has_deadline && (time_t)clock_seconds() > url->deadline) {
            url->source.failure = memory_format("not complete after %zu seconds (ten times "
                                                "--timeout)",
                                                PAGE_TIMES_TIMEOUT * url->timeout);
            url->done = true;
        } else {
            curl_multi_poll(url->multi, NULL, 0, 1000, NULL);
        }
    }
}

static size_t read_url(struct source *source, void *to, size_t size) {
    struct url_source *url = (struct url_source *)source;
    drive(url);
    size_t left = url->arrived.length - url->taken;
    size_t part = left < size ? left : size;
    if (part)
        memcpy(to, url->arrived.data + url->taken, part);
    url->taken += part;
    return part;
}

static void close_url(struct source *source) {
    struct url_source *url = (struct url_source *)source;
    if (url->multi && url->easy)
        curl_multi_remove_handle(url->multi, url->easy);
    curl_easy_cleanup(url->easy);
    curl_multi_cleanup(url->multi);
    buffer_destroy(&url->arrived);
    free(url->source.failure);
    free(url);
}

static void expect_stream(struct source *source) {
    ((struct url_source *)source)->has_deadline = false;
}

static const struct source_class url_class = {
    .read = read_url, .close = close_url, .expect_stream = expect_stream};

/* ---- What the server said ------------------------------------------------------------------- */

static char *lower_case(const char *text, size_t length) {
    char *copy = memory_copy_bytes(text, length);
    for (char *at = copy; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return copy;
}

/* "text/html; charset=utf-8" (RFC 9110, 8.3). */
static void read_content_type(const char *header, struct response *response) {
    if (!header)
        return;
    response->type = lower_case(header, strcspn(header, "; \t"));
    for (const char *at = strchr(header, ';'); at; at = strchr(at, ';')) {
        at += 1 + strspn(at + 1, " \t");
        if (strncasecmp(at, "charset=", 8) != 0)
            continue;
        at += 8 + (at[8] == '"');
        response->charset = memory_copy_bytes(at, strcspn(at, "\"; \t"));
        break;
    }
}

/* The server's clock, which the page's "3 hours ago" goes by; ours where it sends none. */
static char *captured_at(CURL *easy) {
    struct curl_header *header;
    time_t date = -1;
    if (curl_easy_header(easy, "Date", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
        date = curl_getdate(header->value, NULL);
    if (date < 0)
        date = time(NULL);
    struct tm parts;
    char text[32];
    if (!gmtime_r(&date, &parts) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts))
        return NULL;
    return memory_copy(text);
}

/* The first field of that name; NULL: there is none. */
static char *header_value(CURL *easy, const char *name) {
    struct curl_header *header;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return NULL;
    return memory_copy(header->value);
}

static void read_response(CURL *easy, struct response *response) {
    const char *text = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK)
        response->url = memory_copy(text);
    text = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK)
        read_content_type(text, response);
    response->captured = captured_at(easy);
    response->content_language = header_value(easy, "Content-Language");
    response->last_modified = header_value(easy, "Last-Modified");
    response->link = header_value(easy, "Link");
}

/* ---- Opening -------------------------------------------------------------------------------- */

static void initialize_curl(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static void configure(struct url_source *url, const char *address,
                      const struct fetch_options *options) {
    CURL *easy = url->easy;
    const char *agent = options->user_agent ? options->user_agent : "dateline/" DATELINE_VERSION;
    curl_easy_setopt(easy, CURLOPT_URL, address);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS_MOST);
    curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");      /* some redirect until a cookie is there */
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""); /* all that libcurl can decode */
    curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)options->timeout);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)options->timeout);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)LEAST_BYTES_A_SECOND);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L); /* threads */
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, url->error);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, url);
}

static bool is_refused(struct url_source *url) {
    long status = 0;
    curl_easy_getinfo(url->easy, CURLINFO_RESPONSE_CODE, &status);
    if (url->source.failure && !url->arrived.length)
        return true;
    if (status < 400)
        return false; /* perhaps with a failure behind some bytes */
    free(url->source.failure);
    const char *text = status_text(status);
    url->source.failure =
        memory_format("the server answered %ld%s%s", status, *text ? " " : "", text);
    return true;
}

struct source *source_open_url(const char *address, const struct fetch_options *options,
                               struct response *response, char **failure) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, initialize_curl);
    struct url_source *url = memory_allocate(sizeof *url);
    *url = (struct url_source){
        .source.class = &url_class,
        .easy = curl_easy_init(),
        .multi = curl_multi_init(),
        .has_deadline = true,
        .deadline = (time_t)clock_seconds() + (time_t)(PAGE_TIMES_TIMEOUT * options->timeout),
        .timeout = options->timeout,
    };
    if (!url->easy || !url->multi)
        memory_fail();
    configure(url, address, options);
    curl_multi_add_handle(url->multi, url->easy);
    drive(url);
    if (!is_refused(url)) {
        read_response(url->easy, response);
        return &url->source;
    }
    *failure = memory_copy(url->source.failure);
    close_url(&url->source);
    return NULL;
}
