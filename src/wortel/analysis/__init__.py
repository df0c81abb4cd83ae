"""Pure computations: values in, values out, no framework, no clock, no database."""
