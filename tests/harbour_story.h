/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The paragraphs of a story of our own, which several tests make their pages of.
 */
#ifndef DATELINE_TESTS_HARBOUR_STORY_H
#define DATELINE_TESTS_HARBOUR_STORY_H

#define FIRST                                                                                      \
    "The harbour bridge was opened to traffic at six in the morning, and within an hour the "      \
    "queue on its northern side had reached the fish market, the port authority said."
#define SECOND                                                                                     \
    "Engineers had closed it in March last year after an inspection found cracks as long as a "    \
    "hand in two pillars, which were then wrapped in steel and filled with resin."
#define THIRD                                                                                      \
    "The work took two months longer than planned and cost the town almost nine million, half of " \
    "which the state will pay, according to the mayor, Tilda Brandt."
#define FOURTH                                                                                     \
    "From April on, a toll of two will be taken from lorries, which the council hopes will pay "   \
    "for the sensors and their upkeep within six years."

#endif
