namespace AiopsTwin.Silo.Api;

/// <summary>The scope an address needs. An address that states none needs the widest.</summary>
/// <param name="Scope">The scope.</param>
internal sealed record AccessNeed(AccessScope Scope)
{
    /// <summary>The scope the address of a request needs.</summary>
    public static AccessScope Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AccessNeed>()?.Scope ?? AccessScope.Operate;

    /// <summary>Gives every address of a group that only tells something, and states no need of its own, the scope
    /// of reading.</summary>
    public static void ReadWhereNothingChanges(EndpointBuilder endpoint)
    {
        var methods = endpoint.Metadata.OfType<HttpMethodMetadata>().SelectMany(one => one.HttpMethods).ToList();
        if (methods.Count > 0 && methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method)))
        {
            endpoint.Metadata.Insert(0, new AccessNeed(AccessScope.Read));
        }
    }
}
