using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.BadInput;

/// <summary>Something wrong that somebody sends, and the answer that it must get.</summary>
/// <param name="What">What is wrong, in a few words.</param>
/// <param name="SentTo">Where it is sent.</param>
/// <param name="Answer">Status of the answer, or what the check of a file ends with.</param>
/// <param name="Where">The field, header, parameter or line the answer must name.</param>
/// <param name="Send">Sends it and reads the answer.</param>
internal sealed record BadInputCase(
    string What, string SentTo, string Answer, string Where, Func<SiloHost, Task<BadInputAnswer>> Send);

/// <summary>A request with something wrong in it.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its address.</param>
/// <param name="Body">Makes its body; null for none.</param>
internal sealed record BadInputRequest(string Method, string Path, Func<HttpContent>? Body = null)
{
    /// <summary>A header of its own.</summary>
    public (string Name, string Value)? Header { get; init; }
}

/// <summary>An answer to something wrong.</summary>
/// <param name="Answer">Status, or what the check of a file ended with.</param>
/// <param name="Problems">What was wrong: where and why, at least one.</param>
internal sealed record BadInputAnswer(string Answer, IReadOnlyList<(string Where, string Reason)> Problems);
