-- What the deployment keeps about itself, by name.
CREATE TABLE setting (
    key {{text}} NOT NULL PRIMARY KEY,
    value {{text}} NOT NULL
) {{strict}};
