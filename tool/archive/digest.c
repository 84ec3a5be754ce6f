/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests by libcrypto, which knows the processor's instructions for them.
 */
#include "digest.h"

#include "fields.h"

#include <openssl/evp.h>
#include <string.h>

static const EVP_MD *algorithm_of(dateline_string name) {
    static const struct {
        const char *name;
        const EVP_MD *(*get)(void);
    } algorithms[] = {{"sha1", EVP_sha1},     {"sha-1", EVP_sha1},     {"md5", EVP_md5},
                      {"sha256", EVP_sha256}, {"sha-256", EVP_sha256}, {"sha512", EVP_sha512},
                      {"sha-512", EVP_sha512}};
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (fields_is(name, algorithms[i].name))
            return algorithms[i].get();
    return NULL;
}

/* RFC 4648, 6 and 8; -1: no digit. */
static int digit_of(char c, unsigned bits) {
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (bits == 5)
        return c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* @return whether a text is these bytes in digits of so many bits. */
static bool is_notation_of(dateline_string text, unsigned bits, const unsigned char *bytes,
                           size_t length) {
    unsigned pending = 0;
    unsigned pending_bits = 0;
    size_t made = 0;
    for (size_t i = 0; i < text.length; i++) {
        int digit = digit_of(text.data[i], bits);
        if (digit < 0)
            return false;
        pending = (pending << bits | (unsigned)digit) & 0xffff;
        pending_bits += bits;
        if (pending_bits < 8)
            continue;
        pending_bits -= 8;
        if (made == length || bytes[made++] != ((pending >> pending_bits) & 0xff))
            return false;
    }
    return made == length;
}

enum digest_result digest_check(dateline_string digest, const unsigned char *bytes, size_t length) {
    const char *colon = digest.length ? memchr(digest.data, ':', digest.length) : NULL;
    if (!colon)
        return DIGEST_UNKNOWN;
    const EVP_MD *algorithm =
        algorithm_of((dateline_string){digest.data, (size_t)(colon - digest.data)});
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned sum_length = 0;
    if (!algorithm || !EVP_Digest(bytes, length, sum, &sum_length, algorithm, NULL))
        return DIGEST_UNKNOWN;
    dateline_string text = {colon + 1, digest.length - (size_t)(colon + 1 - digest.data)};
    while (text.length && text.data[text.length - 1] == '=')
        text.length--;
    bool right = text.length == 2 * (size_t)sum_length ? is_notation_of(text, 4, sum, sum_length)
                                                       : is_notation_of(text, 5, sum, sum_length);
    return right ? DIGEST_RIGHT : DIGEST_WRONG;
}
