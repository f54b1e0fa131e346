//! Lists: order, pages, cursors, filters; and what single reads show beside them.

mod filters;
mod pages;
mod stories;
