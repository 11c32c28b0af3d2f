namespace AiopsTwin.Silo.Api;

/// <summary>Gathers what is wrong with a request, all at once, up to a bound.</summary>
internal sealed class Findings
{
    private const int Limit = 100;
    private readonly List<Problem> _problems = [];

    public IResult? Refusal => _problems.Count == 0 ? null : Problems.Of(StatusCodes.Status400BadRequest, _problems);

    /// <summary>Notes what is wrong with a field, named by its text or by what writes it.</summary>
    public void Add<T>(T field, string reason)
        where T : notnull
    {
        if (_problems.Count < Limit)
        {
            _problems.Add(new Problem(field.ToString()!, reason));
        }
    }

    /// <summary>A text that must be there, within a length, without control characters.</summary>
    public string Text<T>(T field, string? value, int maxLength, string? absent = null)
        where T : notnull
    {
        var text = value ?? absent;
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(field, "is required");
        }
        else if (text.Length > maxLength)
        {
            Add(field, $"has {text.Length} characters; at most {maxLength} are taken");
        }
        else if (text.AsSpan().ContainsAnyInRange('\0', '\u001f')
            || text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            Add(field, "has control characters");
        }

        return text ?? "";
    }

    public T Required<T>(string field, T? value)
        where T : struct
    {
        if (value is null)
        {
            Add(field, "is required");
        }

        return value.GetValueOrDefault();
    }

    /// <summary>A list that must be there and have 1 to <paramref name="maxItems"/> items.</summary>
    public bool Items(string field, bool isAbsent, int count, int maxItems)
    {
        if (isAbsent || count == 0)
        {
            Add(field, "is required and must not be empty");
            return false;
        }

        if (count > maxItems)
        {
            Add(field, $"has {count} items; at most {maxItems} are taken");
            return false;
        }

        return true;
    }
}
