"""How much a document may be. Well above what people send, well below what harms (docs/adr)."""

MIB = 1024 * 1024

#: Of the process that reads: memory, and the processor's time.
MEMORY_BYTES = 512 * MIB
SECONDS = 10
#: How long its answer is waited for: on a busy machine ten seconds of the processor take longer.
PATIENCE_SECONDS = 40

#: Of an archive, which Office and OpenDocument files are.
PARTS = 2_000
UNPACKED_BYTES = 50 * MIB
RATIO = 50
#: Below this many unpacked bytes a ratio says nothing: a short part of spaces packs a hundredfold and harms nobody.
RATIO_COUNTS_FROM = MIB
#: Between two parts, for the descriptor that some writers put behind a part.
GAP_BYTES = 24
XML_DEPTH = 256

#: Of a PDF: one stream unpacked.
PDF_STREAM_BYTES = 128 * MIB
#: Of a picture. The cameras of most telephones stay below.
PICTURE_MEGAPIXELS = 60
#: Of text.
LINE_CHARACTERS = 100_000
CSV_COLUMNS = 16_384
