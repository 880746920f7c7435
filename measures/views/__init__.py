"""Pages of an agency's year. Each view: find the rows, hand the POST to a form and a service, answer."""
