"""Forms of a year's rows: what a person did not touch is handed back exactly as it is stored."""
