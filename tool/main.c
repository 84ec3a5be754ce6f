/* PLACEHOLDER, being replaced by the tool's owner. */
#include "dateline.h"
#include <stdio.h>
int main(void) { puts(dateline_version()); return 0; }
