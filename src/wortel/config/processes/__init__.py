"""The processes of one machine: who starts them, watches them and stops them."""
