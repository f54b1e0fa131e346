//! Every endpoint: to the letter of the guide, for every caller, and for bad input.
