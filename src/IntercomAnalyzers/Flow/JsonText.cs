using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Flow;

/// <summary>Reads a JSON text with values in its holes as the object that it describes.</summary>
internal static class JsonText
{
    private const char Hole = '\uFFFC';

    /// <summary>The object that the text describes, or null when it is no JSON object.</summary>
    public static ValueKey? Read(ValueKey text)
    {
        var holes = new List<ValueKey>();
        var chars = new System.Text.StringBuilder();
        foreach (var part in text.Kind == ValueKeyKind.Concat ? text.Parts.AsEnumerable() : [text])
        {
            if (part.Datum is string constant && part.Kind == ValueKeyKind.Constant) chars.Append(constant);
            else
            {
                holes.Add(part);
                chars.Append(Hole);
            }
        }

        var json = chars.ToString();
        if (!json.TrimStart().StartsWith("{", StringComparison.Ordinal) || json.Length > 20_000) return null;
        var position = 0;
        var nextHole = 0;
        if (Value(0) is not { Kind: ValueKeyKind.Object } read) return null;

        // The first piece of a text that goes on elsewhere is no object yet.
        Blank();
        return position == json.Length ? read : null;

        ValueKey? Value(int depth)
        {
            Blank();
            if (depth > 10 || position >= json.Length) return null;
            switch (json[position])
            {
                case '{': return Object(depth);
                case '[': return Array(depth);
                case '"': return String();
                case Hole:
                    position++;
                    return holes[nextHole++];
                default:
                    var start = position;
                    while (position < json.Length && (char.IsLetterOrDigit(json[position]) || json[position] is '-' or '+' or '.')) position++;
                    return position == start ? null : json.Substring(start, position - start) switch
                    {
                        "null" => ValueKey.Null,
                        "true" => ValueKey.True,
                        "false" => ValueKey.False,
                        var number => ValueKey.Constant(number),
                    };
            }
        }

        ValueKey? Object(int depth)
        {
            position++;
            var result = ValueKey.Object(ObjectShape.Of(null, []), []);
            for (Blank(); position < json.Length && json[position] != '}'; Blank())
            {
                if (json[position] == ',')
                {
                    position++;
                    continue;
                }

                if (json[position] != '"' || String().Datum is not string name) return null;
                Blank();
                if (position >= json.Length || json[position++] != ':' || Value(depth + 1) is not { } value) return null;
                if (result.Kind != ValueKeyKind.Object) return null;
                result = result.With(name, value);
            }

            position++;
            return result;
        }

        ValueKey? Array(int depth)
        {
            position++;
            var items = new List<ValueKey>();
            for (Blank(); position < json.Length && json[position] != ']'; Blank())
            {
                if (json[position] == ',')
                {
                    position++;
                    continue;
                }

                if (Value(depth + 1) is not { } item) return null;
                items.Add(item);
            }

            position++;
            return ValueKey.List(items);
        }

        ValueKey String()
        {
            var parts = new List<ValueKey>();
            var word = new System.Text.StringBuilder();
            for (position++; position < json.Length && json[position] != '"'; position++)
            {
                if (json[position] == Hole)
                {
                    parts.Add(ValueKey.Constant(word.ToString()));
                    word.Clear();
                    parts.Add(holes[nextHole++]);
                }
                else
                {
                    if (json[position] == '\\' && position + 1 < json.Length) position++;
                    word.Append(json[position]);
                }
            }

            position++;
            parts.Add(ValueKey.Constant(word.ToString()));
            return ValueKey.Concat(parts);
        }

        void Blank()
        {
            while (position < json.Length && char.IsWhiteSpace(json[position])) position++;
        }
    }
}
