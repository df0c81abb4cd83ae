"""Sample figures for the page that shows every part."""
