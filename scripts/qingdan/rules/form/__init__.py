"""The rules of form (S): names, codes, references, personal data. They bind everywhere."""
