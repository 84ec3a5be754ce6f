/* SPDX-License-Identifier: Apache-2.0 */
#include "html/foreign_names.h"

#include "html/tree.h"

static dateline_string find_nocase(const char *const *names, size_t count, dateline_string name) {
    for (size_t i = 0; i < count; i++) {
        dateline_string candidate = dateline_string_of(names[i]);
        if (dateline_string_equal_nocase(candidate, name))
            return candidate;
    }
    return name;
}

dateline_string dateline_svg_tag_name(dateline_string name) {
    static const char *const names[] = {"altGlyph",
                                        "altGlyphDef",
                                        "altGlyphItem",
                                        "animateColor",
                                        "animateMotion",
                                        "animateTransform",
                                        "clipPath",
                                        "feBlend",
                                        "feColorMatrix",
                                        "feComponentTransfer",
                                        "feComposite",
                                        "feConvolveMatrix",
                                        "feDiffuseLighting",
                                        "feDisplacementMap",
                                        "feDistantLight",
                                        "feDropShadow",
                                        "feFlood",
                                        "feFuncA",
                                        "feFuncB",
                                        "feFuncG",
                                        "feFuncR",
                                        "feGaussianBlur",
                                        "feImage",
                                        "feMerge",
                                        "feMergeNode",
                                        "feMorphology",
                                        "feOffset",
                                        "fePointLight",
                                        "feSpecularLighting",
                                        "feSpotLight",
                                        "feTile",
                                        "feTurbulence",
                                        "foreignObject",
                                        "glyphRef",
                                        "linearGradient",
                                        "radialGradient",
                                        "textPath"};
    return find_nocase(names, sizeof names / sizeof *names, name);
}

static dateline_string svg_attribute_name(dateline_string name) {
    static const char *const names[] = {"attributeName",
                                        "attributeType",
                                        "baseFrequency",
                                        "baseProfile",
                                        "calcMode",
                                        "clipPathUnits",
                                        "diffuseConstant",
                                        "edgeMode",
                                        "filterUnits",
                                        "glyphRef",
                                        "gradientTransform",
                                        "gradientUnits",
                                        "kernelMatrix",
                                        "kernelUnitLength",
                                        "keyPoints",
                                        "keySplines",
                                        "keyTimes",
                                        "lengthAdjust",
                                        "limitingConeAngle",
                                        "markerHeight",
                                        "markerUnits",
                                        "markerWidth",
                                        "maskContentUnits",
                                        "maskUnits",
                                        "numOctaves",
                                        "pathLength",
                                        "patternContentUnits",
                                        "patternTransform",
                                        "patternUnits",
                                        "pointsAtX",
                                        "pointsAtY",
                                        "pointsAtZ",
                                        "preserveAlpha",
                                        "preserveAspectRatio",
                                        "primitiveUnits",
                                        "refX",
                                        "refY",
                                        "repeatCount",
                                        "repeatDur",
                                        "requiredExtensions",
                                        "requiredFeatures",
                                        "specularConstant",
                                        "specularExponent",
                                        "spreadMethod",
                                        "startOffset",
                                        "stdDeviation",
                                        "stitchTiles",
                                        "surfaceScale",
                                        "systemLanguage",
                                        "tableValues",
                                        "targetX",
                                        "targetY",
                                        "textLength",
                                        "viewBox",
                                        "viewTarget",
                                        "xChannelSelector",
                                        "yChannelSelector",
                                        "zoomAndPan"};
    return find_nocase(names, sizeof names / sizeof *names, name);
}

dateline_string dateline_foreign_attribute_name(dateline_string name, unsigned namespace) {
    static const char *const adjusted[][2] = {
        {"xlink:actuate", "xlink actuate"}, {"xlink:arcrole", "xlink arcrole"},
        {"xlink:href", "xlink href"},       {"xlink:role", "xlink role"},
        {"xlink:show", "xlink show"},       {"xlink:title", "xlink title"},
        {"xlink:type", "xlink type"},       {"xml:lang", "xml lang"},
        {"xml:space", "xml space"},         {"xmlns", "xmlns xmlns"},
        {"xmlns:xlink", "xmlns xlink"}};
    for (size_t i = 0; i < sizeof adjusted / sizeof *adjusted; i++)
        if (dateline_string_equal_nocase(name, dateline_string_of(adjusted[i][0])))
            return dateline_string_of(adjusted[i][1]);
    if (namespace == DATELINE_NODE_SVG)
        return svg_attribute_name(name);
    bool definition = dateline_string_equal_nocase(name, DATELINE_LITERAL("definitionURL"));
    return definition ? DATELINE_LITERAL("definitionURL") : name;
}
