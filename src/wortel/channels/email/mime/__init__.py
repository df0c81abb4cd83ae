"""Our own MIME layer: what a mail's bytes hold, in linear time and without Django."""
