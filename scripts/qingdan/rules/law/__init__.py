"""The rules of law: each module a group of rules, from the documents of schemas/profiles."""
