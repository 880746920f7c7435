"""Questions about an agency's years. All need the agency's scope; each costs a fixed number of queries."""
