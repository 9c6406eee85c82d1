"""Tables, figures and sentences made of a finished comparison; sentences stand in templates."""
