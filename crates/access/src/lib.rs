//! Who may see and do what: one decision, its reason, and the same decision as a list scope.
