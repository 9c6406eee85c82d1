"""What commands print: tables that fit a width, letters that fit a stream, how far work has come."""
