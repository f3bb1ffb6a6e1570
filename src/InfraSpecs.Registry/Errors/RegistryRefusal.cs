using System.Net;

namespace InfraSpecs.Registry;

/// <summary>An answer of a registry that is an error.</summary>
/// <param name="Method">What was asked for.</param>
/// <param name="Path">Where: "/v2/example/echo/blobs/uploads/".</param>
/// <param name="Status">The answer's.</param>
/// <param name="Errors">Those that it names; empty where its words are none of a registry's.</param>
/// <param name="Account">Who asked; null for nobody in particular.</param>
internal sealed record RegistryRefusal(HttpMethod Method, string Path, HttpStatusCode Status, IReadOnlyList<RegistryError> Errors, string? Account);

/// <summary>Why a registry refuses, beyond what it answers: by its log, its settings and its files.</summary>
/// <param name="Why">Half a sentence, for "… refused …, since {why}.".</param>
/// <param name="Advice">What to do.</param>
internal sealed record RegistryCause(string Why, string Advice);
