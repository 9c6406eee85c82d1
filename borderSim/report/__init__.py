"""What people read: pages, figures, tables and sentences, in rooms of one idea each; the sentences stand in templates."""
