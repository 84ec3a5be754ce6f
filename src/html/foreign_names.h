/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of SVG and MathML that the DOM does not have in lower case, and the attributes that get
 * a namespace (WHATWG HTML 13.2.6.1, "adjust SVG attributes", "adjust foreign attributes").
 */
#ifndef DATELINE_HTML_FOREIGN_NAMES_H
#define DATELINE_HTML_FOREIGN_NAMES_H

#include "core/string.h"

/** @return the DOM's name of an SVG element whose name in lower case is this. */
dateline_string dateline_svg_tag_name(dateline_string name);

/**
 * @param namespace DATELINE_NODE_SVG or DATELINE_NODE_MATHML
 * @return the DOM's name of an attribute, with the namespace before it as html5lib-tests write it
 *         ("xlink href"); the name itself where nothing is to be adjusted.
 */
dateline_string dateline_foreign_attribute_name(dateline_string name, unsigned namespace);

#endif
