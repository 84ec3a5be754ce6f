/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder that a bulk run writes to. What is added is written by the end of a block at the
 * latest; a checkpoint follows there. A unit's files have names that end with ".part" until it is
 * finished.
 *
 *     lock           one process at a time
 *     checkpoint.json
 *     manifest.jsonl   a line for each finished input
 *     errors.jsonl     a line for each page or place of an archive that could not be read
 *     quarantine.warc.gz   pages that workers died of
 *     NAME.jsonl[.gz|.zst], NAME.cdxj   the records and the index of an input
 *
 * The names of a shard's first five have ".I-of-N" in them.
 */
#ifndef TOOL_BULK_STORE_H
#define TOOL_BULK_STORE_H

#include "checkpoint.h"
#include "memory.h"
#include "units.h"

struct store;

/**
 * Open the folder, which is made where it is not there.
 *
 * @param checkpoint gets the one to go on from; empty at the beginning.
 * @return NULL with *problem set, to be freed; *usage: it is not the disk's fault.
 */
struct store *store_open(const struct settings *settings, struct shard shard, uint64_t inputs,
                         struct checkpoint *checkpoint, bool *usage, char **problem);

/**
 * @return 1 where a unit is finished, 0 where it is not; -1 with *problem set, to be freed, where
 *         its input is not what it was.
 */
int store_is_finished(const struct store *store, const struct unit *unit, char **problem);

/**
 * Begin a unit, or go on with the one that the checkpoint says.
 *
 * @return NULL, or what is wrong, to be freed.
 */
char *store_begin(struct store *store, const struct unit *unit, const struct checkpoint *from);

/** Add to a file's block, which may write it. */
void store_add(struct store *store, enum store_file file, const void *bytes, size_t length);

/** Say that a page is done, and where the next one comes from. @return whether the block is full.
 */
bool store_page_done(struct store *store, const struct place *next, bool record);

/** Write what is left of the block to the files. @return whether it is time for a checkpoint. */
bool store_end_block(struct store *store);

/** Make sure of all that is written, and say so. Only at a block's end. @param stats taken over. */
void store_checkpoint(struct store *store, json_t *stats);

/** End a unit: its files get their names, and the manifest its line. @param stats taken over. */
void store_finish(struct store *store, const struct unit *unit, json_t *stats);

/** @return 0, or the errno of the first write that failed; nothing was written since. */
int store_error(const struct store *store);

/** What is in the block and not written is lost, as after a checkpoint that was not reached. */
void store_close(struct store *store);

#endif
