"""How often does Tantivy find a document by some words of it, one of them misspelt?

It reads a list from standard input as JSON: texts by document id; pairs of document id and words to
search for; how many hits count. It writes the share of the pairs whose document is among them.
"""

import json
import sys

import tantivy


def main() -> None:
    texts, queries, first = json.load(sys.stdin)
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("id", stored=True, tokenizer_name="raw")
    fields.add_text_field("text")
    schema = fields.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for id_, text in texts.items():
        writer.add_document(tantivy.Document(id=id_, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    hits = 0
    for id_, words in queries:
        any_word = [
            (tantivy.Occur.Should, way)
            for word in words.split()
            for way in (
                tantivy.Query.term_query(schema, "text", word),
                tantivy.Query.fuzzy_term_query(schema, "text", word, 1),
            )
        ]
        found = searcher.search(tantivy.Query.boolean_query(any_word), first).hits
        hits += id_ in {searcher.doc(address)["id"][0] for _, address in found}
    print(hits / len(queries))


if __name__ == "__main__":
    main()
