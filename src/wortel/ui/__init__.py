"""How everything looks: base page, components, charts and shortcuts."""
