//! What must agree: folders, template, events, routes, documents, item shapes.
