/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a run has come, as it is kept on disk: one JSON object, replaced as a whole. It tells the
 * lengths of all files that grow, and where in the inputs the next record comes from. A run that
 * goes on cuts the files to these lengths: so each page is in them once, wherever the last one
 * died.
 */
#ifndef TOOL_BULK_CHECKPOINT_H
#define TOOL_BULK_CHECKPOINT_H

#include "file.h"
#include "place.h"

#include <jansson.h>

/** The files that grow, by their names in the checkpoint. */
enum store_file {
    STORE_OUTPUT, /* of the input being read */
    STORE_INDEX,  /* the same */
    STORE_ERRORS,
    STORE_QUARANTINE,
    STORE_MANIFEST,
    STORE_FILE_COUNT
};

/** Zero-initialise it. */
struct checkpoint {
    char *unit;       /* name of the input being read; NULL: none */
    uint64_t size;    /* of that input */
    int64_t modified; /* the same */
    bool complete;    /* all of it is written; what is left is to rename its files */
    struct place place;
    uint64_t records; /* written of that input */
    struct extent files[STORE_FILE_COUNT];
    json_t *stats;
};

/** What must not change from one part of a run to the next. */
struct checkpoint_identity {
    const char *options; /* those that change what is written */
    size_t shard;
    size_t shards;
    uint64_t inputs; /* digest of the list, which matters to shards; 0: does not matter */
};

/** @return the checkpoint's text, to be freed. */
char *checkpoint_write(const struct checkpoint *checkpoint,
                       const struct checkpoint_identity *identity);

/**
 * Read a checkpoint.
 *
 * @return NULL, or why it cannot be gone on from, to be freed. *absent: there is none.
 */
char *checkpoint_read(struct checkpoint *checkpoint, const char *path,
                      const struct checkpoint_identity *identity, bool *absent);

void checkpoint_destroy(struct checkpoint *checkpoint);

#endif
